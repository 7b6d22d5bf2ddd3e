import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { formValue } from '../../../sandbox/kernel/protocols/form-value.ts';
import { xmlElement, xmlMembers } from '../../../sandbox/kernel/protocols/xml-value.ts';
import type { QueryStyle } from '../../../sandbox/kernel/service.ts';

const queues: QueryStyle = {
  types: { VisibilityTimeout: 'number', Enabled: 'boolean', Timestamp: 'timestamp' },
  flattened: [
    { wire: 'Attribute', member: 'Attributes', map: ['Name', 'Value'] },
    { wire: 'AttributeName', member: 'AttributeNames' },
    { wire: 'SendMessageBatchRequestEntry', member: 'Entries', operation: 'SendMessageBatch' },
    { wire: 'DeleteMessageBatchRequestEntry', member: 'Entries', operation: 'DeleteMessageBatch' },
  ],
};

describe('a form of the Query protocol', () => {
  it.each([
    ['a structure', 'Tag.Key=a&Tag.Value=b', { Tag: { Key: 'a', Value: 'b' } }],
    ['a list', 'Names.member.1=a&Names.member.2=b', { Names: ['a', 'b'] }],
    ['a list of more than nine', 'N.member.10=j&N.member.2=b&N.member.1=a', { N: ['a', 'b', 'j'] }],
    [
      'a list of structures',
      'Tags.member.1.Key=a&Tags.member.1.Value=b',
      { Tags: [{ Key: 'a', Value: 'b' }] },
    ],
    ['a map', 'Attributes.entry.1.key=a&Attributes.entry.1.value=b', { Attributes: { a: 'b' } }],
    [
      'a map of structures',
      'MessageAttributes.entry.1.Name=a&MessageAttributes.entry.1.Value.StringValue=b',
      { MessageAttributes: { a: { StringValue: 'b' } } },
    ],
    ['a flattened map', 'Attribute.1.Name=Delay&Attribute.1.Value=5', { Attributes: { Delay: '5' } }],
    ['a flattened list', 'AttributeName.1=All', { AttributeNames: ['All'] }],
    ['a number', 'VisibilityTimeout=30', { VisibilityTimeout: 30 }],
    ['a boolean', 'Enabled=true', { Enabled: true }],
    ['a time', 'Timestamp=2026-11-23T08:00:00.500Z', { Timestamp: 1795420800.5 }],
    ['no names that objects have by birth', '__proto__.polluted=yes', { ['__proto__']: { polluted: 'yes' } }],
  ])('gives %s', (_, form, expected) => {
    expect(formValue(new URLSearchParams(form), queues, 'SetQueueAttributes')).toEqual(expected);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('gives a member its wire name of the operation', () => {
    const form = new URLSearchParams(
      'Action=SendMessageBatch&Version=2012-11-05&SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.2.Id=b',
    );

    expect(formValue(form, queues, 'SendMessageBatch')).toEqual({ Entries: [{ Id: 'a' }, { Id: 'b' }] });
  });
});

describe('XML', () => {
  it('writes lists as members, times in ISO 8601, bytes in base64, and leaves out what is not there', () => {
    const value = {
      Names: ['a', 'b'],
      Empty: [],
      At: new Date('2026-11-23T08:00:00.500Z'),
      Bytes: Buffer.from('hi'),
      Absent: undefined,
      On: true,
    };

    expect(xmlElement('X', value, { lists: 'member' })).toBe(
      '<X><Names><member>a</member><member>b</member></Names><Empty/><At>2026-11-23T08:00:00.500Z</At><Bytes>aGk=</Bytes><On>true</On></X>',
    );
  });

  it('writes a Map as entries', () => {
    expect(xmlElement('Attributes', new Map([['a', 'b']]), { lists: 'member' })).toBe(
      '<Attributes><entry><key>a</key><value>b</value></entry></Attributes>',
    );
  });

  it('writes flattened lists and maps without an element around them', () => {
    const output = { Attributes: { Delay: '5' }, AttributeNames: ['a', 'b'] };

    expect(xmlMembers(output, { lists: 'member', flattened: queues.flattened ?? [] })).toBe(
      '<Attribute><Name>Delay</Name><Value>5</Value></Attribute><AttributeName>a</AttributeName><AttributeName>b</AttributeName>',
    );
  });

  it('repeats the name of a list for S3', () => {
    expect(xmlElement('R', { Contents: [{ Key: 'a' }, { Key: 'b' }] }, { lists: 'repeat' })).toBe(
      '<R><Contents><Key>a</Key></Contents><Contents><Key>b</Key></Contents></R>',
    );
  });

  it('escapes what a parser would take for markup, and a parser gives it back', () => {
    const hostile = `a<b>&"c"'d'\r\n]]><!-- `;

    const parsed: unknown = new XMLParser({ trimValues: false, htmlEntities: true }).parse(
      xmlElement('X', hostile, { lists: 'member' }),
    );

    expect(parsed).toEqual({ X: hostile });
  });
});
