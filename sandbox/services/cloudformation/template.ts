import { readFile } from 'node:fs/promises';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
}

export interface TemplateOutput {
  readonly Value: unknown;
  readonly Description?: string;
  readonly Condition?: string;
  readonly Export?: { readonly Name: unknown };
}

/** A CloudFormation template, as JSON. */
export interface Template {
  readonly Description?: string;
  readonly Parameters?: Readonly<Record<string, { readonly Type?: string; readonly Default?: unknown }>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, TemplateOutput>>;
}

/** Reads a template file, or says what is wrong with it. */
export async function readTemplate(file: string): Promise<{ template: Template; text: string }> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`The template cannot be read from ${file}. Package the stack first.`, { cause: error });
  });
  let template: unknown;
  try {
    template = JSON.parse(text);
  } catch (error) {
    throw new Error(`The template ${file} is not JSON. The sandbox reads the form that packaging writes.`, {
      cause: error,
    });
  }
  if (!isTemplate(template)) throw new Error(`The template ${file} has no Resources, each with a Type.`);
  return { template, text };
}

function isTemplate(value: unknown): value is Template {
  if (typeof value !== 'object' || value === null || !('Resources' in value)) return false;
  const { Resources: resources } = value;
  if (typeof resources !== 'object' || resources === null) return false;
  return Object.values(resources).every(
    (resource: unknown) =>
      typeof resource === 'object' &&
      resource !== null &&
      'Type' in resource &&
      typeof resource.Type === 'string',
  );
}
