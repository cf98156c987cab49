"""Facts → Draft: engines, the number lock, support."""

from nianbao.drafting.draft import Advice, Draft, Dropped, Usage
from nianbao.drafting.draft_report import draft, outline

__all__ = ["Advice", "Draft", "Dropped", "Usage", "draft", "outline"]
