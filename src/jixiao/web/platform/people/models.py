"""Organisations as a tree, people, the posts that they hold, and delegations of posts for a time."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from jixiao.core.kernel.text import Text


class Role(models.TextChoices):
    """What people do. A role holds within the organisation of the post and everything below it."""

    FILLER = "filler", "填报人"
    SECTION_HEAD = "section_head", "科室负责人"
    UNIT_HEAD = "unit_head", "单位负责人"
    REVIEWER = "reviewer", "财政审核人"
    EVALUATOR = "evaluator", "第三方评价人"
    EXPERT = "expert", "专家"
    LEADER = "leader", "区领导"
    AUDITOR = "auditor", "审计人员"
    ADMINISTRATOR = "administrator", "系统管理员"


ROLES = {
    Role.FILLER: Text("填报人", "filler"),
    Role.SECTION_HEAD: Text("科室负责人", "section head"),
    Role.UNIT_HEAD: Text("单位负责人", "unit head"),
    Role.REVIEWER: Text("财政审核人", "finance reviewer"),
    Role.EVALUATOR: Text("第三方评价人", "third-party evaluator"),
    Role.EXPERT: Text("专家", "expert"),
    Role.LEADER: Text("区领导", "district leader"),
    Role.AUDITOR: Text("审计人员", "auditor"),
    Role.ADMINISTRATOR: Text("系统管理员", "administrator"),
}

# Those who come from outside: a post of theirs gives nothing by itself, only what is assigned to them counts.
OUTSIDE = frozenset({Role.EVALUATOR, Role.EXPERT})


class Organisation(models.Model):
    """A district, a department, a unit or a section. `path` lists the ids from the root down.

    Each with the same number of digits (`/0000001/0000004/`): what is sorted by its path stands in the order of the
    tree, and what is below another begins with its path.
    """

    class Kind(models.TextChoices):
        """The levels of the tree."""

        DISTRICT = "district", "区"
        DEPARTMENT = "department", "部门"
        UNIT = "unit", "单位"
        SECTION = "section", "科室"

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    region = models.CharField(max_length=60)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=120, unique=True)
    is_sample = models.BooleanField(default=False)
    # A closed organisation keeps its records; nothing new is begun in it.
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Order of the tree."""

        ordering: ClassVar = ["path"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["parent", "name"], name="one_name_under_a_parent")]

    def __str__(self) -> str:
        return self.name

    def placed(self) -> Organisation:
        """The same, with the path of where it stands; it must have its number already."""
        self.path = f"{self.parent.path if self.parent else '/'}{self.pk:07d}/"
        return self

    @property
    def line(self) -> list[int]:
        """The keys from the root down to itself."""
        return [int(part) for part in self.path.strip("/").split("/")]

    def covers(self, other: Organisation) -> bool:
        """Whether it is the other one, or stands above it."""
        return other.path.startswith(self.path)


class PersonManager(BaseUserManager):
    """Makes people."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """A person by the name of sign-in, in any case."""
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """Someone who signs in."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    # Whose administrator keeps the account, also while the person holds no post.
    home = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="members")
    # A password that someone else has seen serves for one sign-in only.
    must_change_password = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "username"
    objects = PersonManager()

    class Meta:
        """Sign-in does not tell capitals from small letters, so neither may two names."""

        constraints: ClassVar = [models.UniqueConstraint(Lower("username"), name="one_username_in_any_case")]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A role that a person holds at an organisation from a day on, until a day where it ends.

    `years` narrows what an assignment gives to someone from outside; it belongs to the moment and is kept nowhere.
    """

    years: frozenset[int] | None = None

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=16, choices=Role.choices)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        """A person holds a role at an organisation once at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "organisation", "role", "since"], name="a_post_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="a_post_ends_after_it_began"
            ),
        ]


class Delegation(models.Model):
    """Someone acts for the holder of a post, from a day to a day."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="delegations")
    to = models.ForeignKey(Person, models.CASCADE, related_name="delegations")
    since = models.DateField()
    until = models.DateField()

    class Meta:
        """It ends, and not before it began."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="a_delegation_ends_after_it_began")
        ]


class Assignment(models.Model):
    """An organisation, with what is below it, given to someone from outside to evaluate a year, for some days.

    `seed` is that of the draw by which it fell to them; empty where somebody chose.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments")
    year = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField()
    seed = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        """It ends, and not before it began."""

        indexes: ClassVar = [models.Index(fields=["person", "until"], name="assigned_until")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "organisation", "year", "since"], name="an_assignment_once"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="an_assignment_ends_after_it_began"),
        ]


class Avoidance(models.Model):
    """An organisation that someone from outside may not evaluate, nor what is above or below it, and why."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="avoidances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="avoidances")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        """Once for a person and an organisation."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "organisation"], name="an_avoidance_once"),
        ]


class SecondFactor(models.Model):
    """The device that shows someone's codes. `secret` is enciphered; a code serves once, so `last_step` only grows."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="second_factor")
    secret = models.TextField()
    since = models.DateTimeField()
    last_step = models.BigIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    waits_until = models.DateTimeField(null=True)


class RecoveryCode(models.Model):
    """A code for when the device is lost; kept as a hash, good for one time."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="recovery_codes")
    hashed = models.CharField(max_length=64)
    used = models.DateTimeField(null=True)


class OutsideIdentity(models.Model):
    """Who a person is to the provider of sign-in; bound at the first one, so that a name given anew opens nothing."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="outside_identity")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    since = models.DateTimeField()

    class Meta:
        """One person each."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="an_outside_identity_once"),
        ]


class SignedIn(models.Model):
    """A session of a person, so that they see where they are signed in and can end it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="sessions")
    session = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)


class Guess(models.Model):
    """A wrong password, to count by name, by device and by address; kept for a day. Names are kept as hashes."""

    name = models.CharField(max_length=64)
    device = models.CharField(max_length=32, blank=True)
    address = models.CharField(max_length=45, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        """Counted by name and by address."""

        indexes: ClassVar = [
            models.Index(fields=["name", "at"], name="guesses_at_a_name"),
            models.Index(fields=["address", "at"], name="guesses_from_an_address"),
        ]
