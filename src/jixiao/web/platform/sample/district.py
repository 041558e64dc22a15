"""The sample district: its departments with a unit and a section each, and people of every role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import cycle
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from jixiao.web.platform.people.models import ROLES, Assignment, Avoidance, Organisation, Person, Post, Role
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

DISTRICT = "样本区"
REGION = "示例市样本区"
# Name of sign-in, department, its unit, the unit's section. Records are made in this order, too.
DEPARTMENTS = (
    ("chanye", "产业服务局", "园区建设中心", "综合科"),
    ("caizheng", "财政局", "财政绩效评价中心", "评价科"),
    ("jiaoyu", "教育局", "教育装备中心", "资产科"),
    ("weijian", "卫生健康局", "疾病预防控制中心", "业务科"),
    ("zhujian", "住房和建设局", "保障性住房服务中心", "项目科"),
    ("keji", "科技创新局", "科技成果转化中心", "服务科"),
    ("minzheng", "民政局", "养老服务指导中心", "综合科"),
    ("wenti", "文化广电旅游体育局", "公共文化服务中心", "活动科"),
    ("renli", "人力资源局", "就业服务中心", "培训科"),
    ("shichang", "市场监督管理局", "质量检验中心", "检验科"),
    ("huanjing", "生态环境局", "环境监测站", "监测科"),
    ("chengguan", "城市管理局", "市政设施养护中心", "养护科"),
    ("yingji", "应急管理局", "应急保障中心", "物资科"),
    ("sifa", "司法局", "公共法律服务中心", "综合科"),
)
# Who works for the whole district, by name of sign-in.
OF_THE_DISTRICT = (
    ("reviewer", Role.REVIEWER),
    ("evaluator", Role.EVALUATOR),
    ("expert", Role.EXPERT),
    ("leader", Role.LEADER),
    ("auditor", Role.AUDITOR),
    ("administrator", Role.ADMINISTRATOR),
)
OF_A_DEPARTMENT = (("filler", Role.FILLER), ("section", Role.SECTION_HEAD), ("head", Role.UNIT_HEAD))
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜"
GIVEN = ("知行", "守正", "思远", "文心", "若水", "致和", "明理")


@dataclass(frozen=True, slots=True)
class SignIn:
    """How someone of the sample signs in: the name, who it is, the post."""

    username: str
    name: str
    role: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Sample:
    """What was made: the departments with the person who fills in for each, and every sign-in."""

    departments: tuple[tuple[Organisation, Person], ...]
    sign_ins: tuple[SignIn, ...]


def make_district(*, password: str, since: date, at: datetime) -> Sample:
    """Make the district; everyone has the same password, which nobody needs to change."""
    maker = _Maker(make_password(password), since)
    with transaction.atomic():
        root = maker.organisation(DISTRICT, Organisation.Kind.DISTRICT, None)
        departments = []
        for short, name, unit, section in DEPARTMENTS:
            department = maker.organisation(name, Organisation.Kind.DEPARTMENT, root)
            below = maker.organisation(unit, Organisation.Kind.UNIT, department)
            maker.organisation(section, Organisation.Kind.SECTION, below)
            people = [maker.person(f"{short}.{post}", role, department) for post, role in OF_A_DEPARTMENT]
            departments.append((department, people[0]))
        district = {role: maker.person(username, role, root) for username, role in OF_THE_DISTRICT}
        _assign(district, [one for one, _filler in departments], since, at)
        record("sample.made", f"organisation/{root.pk}", by=None, at=at, organisation=root, after={"name": DISTRICT})
    return Sample(tuple(departments), tuple(maker.sign_ins))


def _assign(people: dict[Role, Person], departments: list[Organisation], since: date, at: datetime) -> None:
    """Give some departments to those from outside, for every year until now; one of the others is avoided."""
    present = timezone.localdate(at).year
    given = [(Role.EVALUATOR, one) for one in departments[:5]] + [(Role.EXPERT, one) for one in departments[2:4]]
    Assignment.objects.bulk_create(
        Assignment(
            person=people[role],
            organisation=one,
            year=year,
            since=date(year + 1, 1, 1),
            until=date(year + 1, 12, 31),
            seed=f"样例 {year}",
            by=people[Role.REVIEWER],
        )
        for year in range(since.year, present)
        for role, one in given
    )
    Avoidance.objects.create(
        person=people[Role.EVALUATOR],
        organisation=departments[5],
        reason="近两年为该单位提供过审计服务",
        at=at,
        by=people[Role.EVALUATOR],
    )


class _Maker:
    """Makes organisations and people, and remembers how they sign in."""

    def __init__(self, hashed: str, since: date) -> None:
        self.hashed = hashed
        self.since = since
        self.sign_ins: list[SignIn] = []
        self.names = _names()

    def organisation(self, name: str, kind: str, parent: Organisation | None) -> Organisation:
        """An organisation; its path needs its number, so it is written twice."""
        made = Organisation.objects.create(
            name=name, kind=kind, region=REGION, parent=parent, path=f"new/{name}", is_sample=True
        )
        made.placed().save(update_fields=["path"])
        return made

    def person(self, username: str, role: Role, where: Organisation) -> Person:
        """A person with a post."""
        made = Person.objects.create(
            username=username, name=next(self.names), password=self.hashed, is_sample=True, home=where
        )
        Post.objects.create(person=made, organisation=where, role=role, since=self.since)
        self.sign_ins.append(SignIn(username, made.name, ROLES[role].zh, where.name))
        return made


def _names() -> Iterator[str]:
    """Names that sound like people and are nobody's."""
    given = cycle(GIVEN)
    for surname in cycle(SURNAMES):
        yield surname + next(given)
