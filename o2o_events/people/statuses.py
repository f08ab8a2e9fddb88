"""The words that registration systems use for the state of a registration (pure)."""

from o2o_events.people.fields import word_key

_WORDS = {
    "confirmed": (
        "approved; confirmed; accepted; attending; going; paid; complete; completed; checked in; active; "
        "đã duyệt; được duyệt; đã xác nhận; xác nhận; chấp nhận; đã thanh toán; 已核准; 核准; 已確認; 確認; "
        "通過; 審核通過; 已通過; 錄取; 正取; 已确认; 已批准; aprobado; aprobada; confirmado; confirmada; "
        "aceptado; aceptada; pagado"
    ),
    "registered": (
        "registered; đã đăng ký; đăng ký; 已報名; 已註冊; 報名成功; 已报名; registrado; registrada; inscrito; inscrita"
    ),
    "not_confirmed": (
        "pending; not confirmed; unconfirmed; awaiting approval; awaiting; in review; under review; "
        "to be confirmed; tbc; tentative; maybe; invited; incomplete; unpaid; draft; chờ duyệt; đang chờ; "
        "chưa xác nhận; chờ xác nhận; chưa duyệt; 待審核; 審核中; 待確認; 未確認; 待定; 待审核; 待确认; "
        "pendiente; en revisión; por confirmar; sin confirmar; no confirmado; invitado"
    ),
    "waitlisted": (
        "waitlisted; waitlist; waiting list; on waiting list; wait listed; danh sách chờ; 候補; 備取; 候补; "
        "lista de espera; en espera; en lista de espera"
    ),
    "withdrawn": (
        "cancelled; canceled; withdrawn; declined; not attending; not going; refunded; rejected; denied; "
        "expired; đã hủy; đã huỷ; hủy; huỷ; đã rút; rút; từ chối; không tham dự; 已取消; 取消; 撤回; 婉拒; "
        "不出席; 未通過; 退件; cancelado; cancelada; anulado; anulada; retirado; retirada; declinado; "
        "rechazado; rechazada; no asiste"
    ),
    "blocked": "blocked; banned; bị chặn; chặn; 封鎖; 黑名單; bloqueado; bloqueada; vetado",
}
_STATUSES = {word_key(word): status for status, words in _WORDS.items() for word in words.split(";")}


def find_status(text: str) -> str | None:
    """The state a word stands for, in English, Spanish, Vietnamese or Chinese; None if it is no such word."""
    return _STATUSES.get(word_key(text))
