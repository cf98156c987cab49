"""The unit (编制机关) of a report: its kind, names, and the places it lies in."""

from __future__ import annotations

from functools import cached_property, lru_cache

from pydantic import BaseModel, ConfigDict, Field

from nianbao.package_data import data_file
from nianbao.patterns import HAN, lazy

_BARE_ENDINGS = ("人民政府", "政府")


class UnitKind(BaseModel):
    """A kind of organ and its words.

    Attributes:
        level: 1 province … 4 township; 0 for departments and the like, which have no level of their own.
        government: whether it is a 人民政府 (bound by 条例 art. 50 item 4, second half).
        word: what follows 我 or 全 in its self-reference.
        self: its self-references, the usual one first. Likewise ``organs`` and ``party``.
        sure: whether the words rest on a verified source.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: str
    label: str
    level: int
    government: bool
    word: str
    endings: tuple[str, ...]
    self: tuple[str, ...]
    scope: str
    organs: tuple[str, ...]
    party: tuple[str, ...]
    heads: tuple[str, ...]
    sure: bool = True


_data = data_file(__file__, "unit_kinds.yaml")


@lru_cache(maxsize=1)
def kinds() -> dict[str, UnitKind]:
    """Every kind of organ by id."""
    return {row["id"]: UnitKind.model_validate(row) for row in _data()["kinds"]}


def kind(id: str) -> UnitKind:
    """The kind with an id or Chinese label; KeyError when there is none."""
    known = kinds()
    if id not in known:
        id = next((item.id for item in known.values() if item.label == id), id)
    return known[id]


def neutral_forms() -> tuple[str, ...]:
    """Self-references that are right for every kind of organ."""
    return tuple(_data()["neutral"])


@lru_cache(maxsize=1)
def _endings() -> list[tuple[str, str]]:
    pairs = [(ending, item.id) for item in kinds().values() for ending in item.endings]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def infer_kind(name: str) -> str:
    """The kind of organ a name ends like; ``other`` when no ending fits."""
    for ending, id in _endings():
        if name.endswith(ending) and len(name) >= len(ending):
            return id
    return "other"


_HAN = rf"[{HAN}]"
_PREFIX = lazy(
    rf"{_HAN}+?(?:自治区|自治州|自治县|自治旗|省|市(?!区)|盟|县(?!区)|区|旗"
    rf"|(?<={_HAN}{{2}})州(?![市区县]))"  # 凉山州; the 州 of 杭州市, 通州区 and 苏州 ends no such name
)


_OFFICE_OF = lazy(r"^(..+?[省市州县区旗])(?:人民)?政府(?:办公室|办公厅)$")
_OF_GOVERNMENT = lazy(r"^人民政府(?=..)(.*)")


def _named_so(place: str) -> bool:
    """Whether a place's own name ends like a word that is none: 盐城市, 房山区; not 市城市, as in 市城市管理局."""
    short = len(place) == 3 and place.endswith(("城市", "城区", "山区")) and place[0] not in "省市县区州盟旗主老新旧我"
    return place.endswith("自治区") or short


def without_central(name: str) -> str:
    """A local organ's name without that of the central office before it: 国家税务总局云岭县税务局."""
    for office in _data()["central"]:
        if name.startswith(office) and len(name) > len(office) + 2:
            return name.removeprefix(office)
    return name


def split_prefix(name: str) -> tuple[tuple[str, ...], str]:
    """Split the superior places off a name.

    ``兰西县康荣镇人民政府`` gives ``(("兰西县",), "康荣镇人民政府")``; a name without them is returned whole.
    """
    places: list[str] = []
    rest = without_central(name)
    not_places = tuple(_data()["not_places"])
    while True:
        for match in _PREFIX.finditer(rest):
            place, tail = rest[: match.end()], rest[match.end() :]
            if len(place) < 2 or (place.endswith(not_places) and not _named_so(place)):
                continue
            whose = _OF_GOVERNMENT.match(tail)
            if whose is not None and infer_kind(whose[1]) == "street":
                tail = whose[1]  # 云岭区人民政府东门街道办事处
            if any(tail == ending or tail.startswith(_BARE_ENDINGS) for ending, _ in _endings()):
                continue  # nothing would be left of the unit's own name
            if len(tail) < 2:
                continue
            places.append(place)
            rest = tail
            break
        else:
            return tuple(places), rest


class Unit(BaseModel):
    """The organ that makes the report.

    Attributes:
        name: the full name as given, ``白沙镇人民政府``.
        kind: id of its kind (``unit_kinds.yaml``).
        within: the places it lies in, nearest first.
        aliases: further names that are its own.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,), defer_build=True)

    name: str = Field(min_length=1)
    kind: str
    within: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @classmethod
    def parse(cls, name: str, *, within: tuple[str, ...] = (), kind: str | None = None) -> Unit:
        """Read a unit's name.

        Args:
            name: with or without the places it lies in, with or without 人民政府.
            within: the places it lies in, nearest first; those in front of the name are added.
            kind: id or Chinese label of its kind, where the name does not tell.

        Raises:
            KeyError: ``kind`` is not known.
        """
        name = "".join(name.split())
        prefix, own = split_prefix(name)
        if office := _OFFICE_OF.match(own):  # 云岭县人民政府办公室
            prefix = (*prefix, office[1])
        places = [*reversed(prefix), *(place for place in within if place not in prefix)]
        known = globals()["kind"](kind).id if kind else infer_kind(own)
        return cls(name=name, kind=known, within=tuple(places))

    @property
    def of(self) -> UnitKind:
        """Its kind, with the kind's words."""
        return kinds()[self.kind]

    @property
    def nearest(self) -> str:
        """The place it lies in directly; empty where that is not known."""
        return self.within[0] if self.within else ""

    @cached_property
    def own(self) -> str:
        """The name without the places in front: ``康荣镇人民政府``."""
        return split_prefix(self.name)[1]

    @cached_property
    def place(self) -> str:
        """The name without places in front and without the organ's word: ``康荣镇``."""
        own = self.own
        for tail in ("人民政府", "政府", "办事处", "行政公署", "行署", "管理委员会", "管委会"):
            if own.endswith(tail) and len(own) > len(tail):
                return own.removesuffix(tail)
        return own

    @property
    def full(self) -> str:
        """The full official name: 人民政府 or 办事处 added where only the place was given."""
        if self.name.endswith(self.place):
            if self.of.government:
                return self.name + "人民政府"
            if self.kind == "street" and self.name.endswith("街道"):
                return self.name + "办事处"
        return self.name

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is its own, longest first."""
        return tuple(
            sorted(
                {self.name, self.full, without_central(self.name), self.own, self.place, *self.aliases},
                key=len,
                reverse=True,
            )
        )

    @property
    def self_word(self) -> str:
        """我镇."""
        return self.of.self[0]

    @property
    def organ(self) -> str:
        """镇政府."""
        return self.of.organs[0]

    @property
    def party(self) -> str:
        """镇党委; 党组织 where its kind has no settled word."""
        return self.of.party[0] if self.of.party else "党组织"

    @property
    def scope(self) -> str:
        """全镇."""
        return self.of.scope
