import { Button, Select, TextInput } from "@mantine/core";
import { type Asset, type CustomerForm, customerForm, type Site } from "@stanch/model/customer";
import { servicePlan } from "@stanch/model/service-plan";
import type { ReactNode } from "react";
import { newId } from "../../api/new-id.ts";
import { useRead } from "../../api/queries.ts";
import { MomentField } from "../../parts/moment-field.tsx";
import { useText, useWords } from "../../words/language-context.tsx";

interface Part {
  readonly form: CustomerForm;
  readonly change: (part: Partial<CustomerForm>) => void;
}

/** Which plan the customer has a contract for, and when it is in force. */
export function ContractPart({ form, change }: Part): ReactNode {
  const { contract: words } = useWords().service;
  const text = useText();
  const settings = useRead("settings.get", {}).data;
  const plans = servicePlan.array().catch([]).parse(settings?.["servicePlans"]);
  const { contract } = form;
  const set = (part: Partial<NonNullable<typeof contract>>) =>
    contract === null ? undefined : change({ contract: { ...contract, ...part } });
  const fresh = { number: "", plan: plans[0]?.id ?? "", from: "", until: "" };
  return (
    <fieldset className="form plain">
      <legend>{words.title}</legend>
      {contract === null ? (
        <>
          <p className="muted small">{words.none}</p>
          <div>
            <Button
              size="compact-sm"
              variant="default"
              disabled={plans.length === 0}
              onClick={() => change({ contract: fresh })}
            >
              {words.add}
            </Button>
          </div>
        </>
      ) : (
        <>
          <div className="fields">
            <TextInput
              label={words.number}
              value={contract.number}
              onChange={(event) => set({ number: event.currentTarget.value })}
            />
            <Select
              label={words.plan}
              allowDeselect={false}
              value={contract.plan}
              onChange={(value) => set({ plan: value ?? contract.plan })}
              data={plans.map(({ id, name }) => ({ value: id, label: text(name) }))}
            />
            <MomentField day required label={words.from} value={contract.from} onChange={(from) => set({ from })} />
            <MomentField day required label={words.until} value={contract.until} onChange={(until) => set({ until })} />
          </div>
          <div>
            <Button size="compact-sm" variant="subtle" onClick={() => change({ contract: null })}>
              {words.remove}
            </Button>
          </div>
        </>
      )}
    </fieldset>
  );
}

/** Where the systems of a customer stand. */
export function SitesPart({ form, change }: Part): ReactNode {
  const { sites: words } = useWords().service;
  const { sites } = form;
  const set = (at: number, part: Partial<Site>) =>
    change({ sites: sites.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  const remove = ({ id }: Site) =>
    change({
      sites: sites.filter((one) => one.id !== id),
      assets: form.assets.map(({ site, ...rest }) => (site === id || site === undefined ? rest : { ...rest, site })),
    });
  return (
    <fieldset className="form plain">
      <legend>{words.title}</legend>
      {sites.map((one, at) => (
        <div key={one.id} className="site-row">
          <TextInput
            required
            label={words.name}
            value={one.name}
            onChange={(event) => set(at, { name: event.currentTarget.value })}
          />
          <TextInput
            label={words.place}
            value={one.place}
            onChange={(event) => set(at, { place: event.currentTarget.value })}
          />
          <Button variant="subtle" aria-label={words.removeOf(one.name)} onClick={() => remove(one)}>
            ×
          </Button>
        </div>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => change({ sites: [...sites, { id: newId(), name: "", place: "" }] })}
        >
          {words.add}
        </Button>
      </div>
    </fieldset>
  );
}

/** What is worth protecting, and how much depends on it. */
export function AssetsPart({ form, change }: Part): ReactNode {
  const { service, closing } = useWords();
  const { assets: words } = service;
  const { assets } = form;
  const set = (at: number, part: Partial<Asset>) =>
    change({ assets: assets.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  const { importance } = customerForm.shape;
  return (
    <fieldset className="form plain">
      <legend>{words.title}</legend>
      {assets.map((one, at) => (
        <div key={one.id} className="asset-row">
          <TextInput
            required
            label={words.name}
            value={one.name}
            onChange={(event) => set(at, { name: event.currentTarget.value })}
          />
          <TextInput
            label={words.address}
            value={one.address}
            onChange={(event) => set(at, { address: event.currentTarget.value })}
          />
          <Select
            label={words.site}
            clearable
            value={one.site ?? null}
            onChange={(value) => set(at, { site: value ?? undefined })}
            data={form.sites.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Select
            label={words.importance}
            allowDeselect={false}
            value={one.importance}
            onChange={(value) => set(at, { importance: importance.catch("general").parse(value) })}
            data={importance.options.map((value) => ({ value, label: closing.customers.importances[value] }))}
          />
          <Button
            variant="subtle"
            aria-label={words.removeOf(one.name)}
            onClick={() => change({ assets: assets.filter(({ id }) => id !== one.id) })}
          >
            ×
          </Button>
        </div>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => change({ assets: [...assets, { id: newId(), name: "", address: "", importance: "general" }] })}
        >
          {words.add}
        </Button>
      </div>
    </fieldset>
  );
}
