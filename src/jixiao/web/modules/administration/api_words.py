"""What the trail calls the doings of tokens and webhooks."""

from __future__ import annotations

from jixiao.core.kernel.text import Text

TRAIL = {
    "api.token_made": Text("申请接口令牌", "API token made"),
    "api.token_revoked": Text("吊销接口令牌", "API token revoked"),
    "api.write": Text("经接口写入", "written through the API"),
    "webhooks.added": Text("登记事件推送", "webhook registered"),
    "webhooks.changed": Text("更改事件推送", "webhook changed"),
    "webhooks.switched_on": Text("启用事件推送", "webhook switched on"),
    "webhooks.switched_off": Text("停用事件推送", "webhook switched off"),
    "webhooks.failing": Text("推送多次失败，自动停用", "webhook switched off after failures"),
    "webhooks.secret_renewed": Text("更换推送密钥", "webhook secret renewed"),
    "webhooks.test": Text("发送测试推送", "webhook tested"),
    "webhooks.redeliver": Text("重新推送", "delivery sent again"),
    "webhooks.removed": Text("移除事件推送", "webhook removed"),
}
TARGETS = {"token": Text("接口令牌", "API token"), "webhook": Text("事件推送", "webhook")}
