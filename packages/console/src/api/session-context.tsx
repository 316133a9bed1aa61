import type { Session } from "@stanch/model/api-public";
import type { Permission } from "@stanch/model/role";
import { createContext, type ReactNode, use, useMemo } from "react";

const Context = createContext<Session>({ state: "signed-out" });

/** Hands the session to everything below. */
export function SessionProvider({
  session,
  children,
}: {
  readonly session: Session;
  readonly children: ReactNode;
}): ReactNode {
  return <Context value={session}>{children}</Context>;
}

/** Who is signed in. */
export function useSession(): Session {
  return use(Context);
}

/** Whether the person may do something; the server decides, this only hides what it would refuse. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = use(Context);
  return useMemo(() => (permission: Permission) => permissions?.includes(permission) ?? false, [permissions]);
}
