"""The core is a calculator: facts and an as-of day in, one frozen result with its explanation out.

Standard library only; no clock, no files, no network, no floats. Numbers are exact integers and `Decimal`s,
and every rule answers: scored, not applicable (why) or cannot tell (what is missing). Silence is never a
pass.
"""
