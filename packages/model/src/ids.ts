import { z } from "zod";

/** Branded UUIDs: one kind of id is never taken for another. */
const id = <const Brand extends string>() => z.uuid().brand<Brand>();

export const requestId = id<"RequestId">();
export type RequestId = z.infer<typeof requestId>;
export const incidentId = id<"IncidentId">();
export type IncidentId = z.infer<typeof incidentId>;
export const customerId = id<"CustomerId">();
export type CustomerId = z.infer<typeof customerId>;
export const staffId = id<"StaffId">();
export type StaffId = z.infer<typeof staffId>;
export const noticeId = id<"NoticeId">();
export type NoticeId = z.infer<typeof noticeId>;
export const assignmentId = id<"AssignmentId">();
export type AssignmentId = z.infer<typeof assignmentId>;
export const adviceId = id<"AdviceId">();
export type AdviceId = z.infer<typeof adviceId>;
export const evidenceId = id<"EvidenceId">();
export type EvidenceId = z.infer<typeof evidenceId>;
export const uploadId = id<"UploadId">();
export type UploadId = z.infer<typeof uploadId>;
export const investigationId = id<"InvestigationId">();
export type InvestigationId = z.infer<typeof investigationId>;
export const measureId = id<"MeasureId">();
export type MeasureId = z.infer<typeof measureId>;
export const reportId = id<"ReportId">();
export type ReportId = z.infer<typeof reportId>;
