import { button, choose, dialog, field, fill, sending } from "./controls.ts";
import type { Look } from "./look.ts";
import { tab } from "./steps-case.ts";
import { type People, staff } from "./steps-people.ts";
import { words } from "./words.ts";

const { duty, frame, tasks } = words;

/** Names of the duty plan in the walk. */
export const plan = { rotation: "值班台轮班", schedule: "青山总值班", policy: "7×24 通报链", step: "总值班" } as const;

/** A rotation, a schedule with its hours, a chain that pages it; the chain is put in force. */
export async function walkDuty({ administrator }: People, look: Look): Promise<void> {
  const { page } = administrator;
  const box = dialog(page);
  const save = async () => {
    await sending(page, () => button(box, frame.save).click());
    await box.waitFor({ state: "detached" });
  };
  await page.locator(".side").getByRole("link", { name: duty.title, exact: true }).click();
  await page.getByText(duty.noSchedules).waitFor();
  await look(page, "duty-empty");
  await button(page, duty.add.rotations).click();
  await fill(box, { [duty.name]: plan.rotation });
  await choose(page, box, duty.addPerson, staff.officer.name);
  await look(page, "duty-rotation");
  await save();
  await button(page, duty.add.schedules).click();
  await fill(box, { [duty.name]: plan.schedule });
  await button(box, duty.addRule).click();
  await button(box, duty.addRule).click();
  await choose(page, box.locator(".rule-box").nth(1), duty.target, staff.handler.name);
  await look(page, "duty-schedule");
  await save();
  await page.locator(".duty-people", { hasText: staff.officer.name }).waitFor();
  await button(page, duty.add.policies).click();
  await fill(box, { [duty.name]: plan.policy, [duty.stepName]: plan.step });
  await choose(page, box, duty.answered, duty.answers.stop);
  await choose(page, box, duty.targets, plan.schedule);
  await page.keyboard.press("Tab");
  await look(page, "duty-chain");
  await save();
  await choose(page, page.locator("#main"), duty.inForce, plan.policy);
  await page.locator(".badge", { hasText: duty.inForceMark }).waitFor();
  await look(page, "duty");
}

/** What the playbooks ask for: taken, noted and done by keyboard; a task of one's own in one line. */
export async function walkTasks({ handler }: People, look: Look): Promise<void> {
  const { page } = handler;
  await tab(page, "tasks");
  await page.locator(".task").first().waitFor();
  await field(page, tasks.addTitle).fill("向信息科索要防火墙日志");
  await sending(page, () => page.keyboard.press("Enter"));
  await page.locator(".task", { hasText: "防火墙日志" }).waitFor();
  await page.locator("#main").focus();
  await page.keyboard.press("j");
  await sending(page, () => page.keyboard.press("d"));
  await page.locator(".task.done").first().waitFor();
  await page.locator(".task").first().focus();
  await page.keyboard.press("j");
  await sending(page, () => page.keyboard.press("m"));
  await page.keyboard.press("n");
  await field(dialog(page), tasks.note).fill("已取得 3 月 12 日全天日志");
  await sending(page, () => button(dialog(page), frame.save).click());
  await page.locator(".task-note", { hasText: "全天日志" }).waitFor();
  await look(page, "tasks");
}
