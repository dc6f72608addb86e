import { weChatPay } from "@/lib/wechat-pay/client";
import type { JsapiParameters } from "@/lib/wechat-pay/jsapi-parameters";

/** What WeChat's own browser is handed to pay an order of the JSAPI channel; signed now, for the press that follows. */
export const jsapiPayment = (prepayId: string, now: Date): JsapiParameters => weChatPay().jsapiParameters(prepayId, now);
