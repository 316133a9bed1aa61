import { z } from "zod";

/** Revisions of the Model Context Protocol that are spoken, the newest first. */
export const mcpRevisions = ["2025-06-18", "2025-03-26", "2024-11-05"] as const;

/** One message of JSON-RPC 2.0. Since revision 2025-06-18 several at once are no message. */
export const mcpMessage = z.object({
  jsonrpc: z.literal("2.0"),
  /** Absent for what wants no answer. */
  id: z.union([z.string().max(200), z.number()]).optional(),
  method: z.string().max(200).optional(),
  params: z.record(z.string(), z.json()).optional(),
});
export type McpMessage = z.infer<typeof mcpMessage>;

/** Error codes of JSON-RPC 2.0, section 5.1. */
export const rpcCode = { parse: -32_700, invalid: -32_600, unknown: -32_601, params: -32_602 } as const;

export interface RpcAnswer {
  readonly jsonrpc: "2.0";
  readonly id: string | number | null;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export const rpcResult = (id: string | number, result: unknown): RpcAnswer => ({ jsonrpc: "2.0", id, result });

export const rpcError = (id: string | number | null, code: number, message: string): RpcAnswer => ({
  jsonrpc: "2.0",
  id,
  error: { code, message },
});
