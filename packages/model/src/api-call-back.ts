import { incidentParams } from "./api-params.ts";
import { callBack, callBackForm, callBacks } from "./call-back.ts";
import { route } from "./route.ts";

/** Whether whoever called is who they say. */
export const callBackRoutes = {
  "callBack.list": route({
    method: "GET",
    path: "/incidents/:incident/call-backs",
    permission: "incident.read",
    params: incidentParams,
    output: callBacks,
  }),
  "callBack.record": route({
    method: "POST",
    path: "/incidents/:incident/call-backs",
    permission: "incident.write",
    params: incidentParams,
    body: callBackForm,
    output: callBack,
  }),
};
