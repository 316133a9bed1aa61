import { createTransport } from "nodemailer";
import type { SmtpSettings } from "../settings/settings.ts";

export interface MailAttachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A mail in plain text. */
export interface Mail {
  /** Stays the same over repeats, so that a mail that arrives twice is seen to be one. */
  readonly id: string;
  readonly fromName: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly MailAttachment[];
}

export interface SmtpAccount extends SmtpSettings {
  readonly password?: string;
}

/** Sends one mail; resolves with the server's own words once it has taken the mail, rejects otherwise. */
export interface Mailer {
  readonly send: (mail: Mail, account: SmtpAccount) => Promise<{ readonly detail: string }>;
}

/** One line: no control character of outsiders reaches a header. */
export function headerLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim()
    .slice(0, 300);
}

function transportOf(account: SmtpAccount) {
  return createTransport({
    host: account.host,
    port: account.port,
    secure: account.security === "tls",
    requireTLS: account.security === "starttls",
    ignoreTLS: account.security === "none",
    // Without encryption a password would be read by whoever listens.
    ...(account.user !== "" && account.security !== "none"
      ? { auth: { user: account.user, pass: account.password ?? "" } }
      : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** SMTP by nodemailer. Nothing in a mail is ever a template, a file name or an address to fetch. */
export function smtpMailer(): Mailer {
  return {
    send: async (mail, account) => {
      const transport = transportOf(account);
      try {
        const host = account.from.slice(account.from.lastIndexOf("@") + 1);
        const answer: { readonly response: string } = await transport.sendMail({
          from: { name: headerLine(mail.fromName), address: account.from },
          to: { name: headerLine(mail.to.name), address: mail.to.address },
          subject: headerLine(mail.subject),
          text: mail.text,
          messageId: `<${mail.id}@${host}>`,
          headers: { "Auto-Submitted": "auto-generated" },
          attachments: mail.attachments.map(({ name, type, bytes }) => ({
            filename: headerLine(name),
            contentType: type,
            content: Buffer.from(bytes),
          })),
        });
        return { detail: answer.response };
      } finally {
        transport.close();
      }
    },
  };
}
