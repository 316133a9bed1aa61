import type { OperationId } from "@stanch/model/api";
import type { Input, Output } from "@stanch/desk/handler";
import type { CookieJar } from "./cookie-jar.ts";
import type { OidcSignIn } from "./oidc-sign-in.ts";
import type { SignIn } from "./sign-in.ts";

export type SessionOperation = Extract<OperationId, `session.${string}`>;
/** Operations that need the cookies of the exchange instead of a caller. */
export type SessionHandlers = {
  readonly [Id in SessionOperation]: (jar: CookieJar, input: Input<Id>) => Promise<Output<Id>>;
};

/** The operations of the sign-in. */
export function sessionHandlers(signIn: SignIn, oidc: Pick<OidcSignIn, "begin" | "finish">): SessionHandlers {
  return {
    "session.get": (jar) => signIn.state(jar),
    "session.signIn": (jar, { body }) => signIn.signIn(jar, body.email, body.password),
    "session.totp": (jar, { body }) => signIn.totp(jar, body.code),
    "session.password": (jar, { body }) => signIn.password(jar, body.current, body.next),
    "session.signOut": (jar) => signIn.signOut(jar),
    "session.oidcBegin": (jar, { body }) => oidc.begin(jar, body.organisation),
    "session.oidcFinish": (jar, { body }) => oidc.finish(jar, body),
    "session.list": (jar) => signIn.sessions(jar),
    "session.end": (jar, { params }) => signIn.end(jar, params.session),
    "session.language": (jar, { body }) => signIn.language(jar, body.language),
  };
}
