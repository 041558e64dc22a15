"""jixiao (绩效, performance): budget performance of Chinese public departments.

Rules are dated, cited data (`jixiao/rulebook`); code only knows the shapes that rules take. Numbers flow one
way: source, facts, results, people. The rooms and who may import whom stand in `.importlinter`.
"""

__version__ = "0.2.0"
