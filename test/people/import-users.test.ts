import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPeopleFile } from '../../src/people/people-file'
import type { TestDesk } from '../kit/test-desk'
import { twoTenants } from './two-tenants'

const header = 'email,name,tenant,group,telephone'

function file(desk: TestDesk, ...lines: string[]): string {
  writeFileSync(join(desk.home, 'people.csv'), lines.join('\n'))
  return 'people.csv'
}

async function countUsers(desk: TestDesk): Promise<number> {
  return (await desk.json<unknown[]>('user', 'list')).length
}

/** What is wrong, line by line. */
async function problemsOf(desk: TestDesk, ...lines: string[]): Promise<unknown> {
  const before = await countUsers(desk)
  const refusal = await desk.refused('user', 'import', file(desk, ...lines))
  expect(refusal).toMatchObject({ exitCode: 65, code: 'import-broken' })
  expect(await countUsers(desk)).toBe(before)
  return (refusal.details.lines as { line: number; problem: string; value: string }[]).map((one) => [
    one.line,
    one.problem,
    one.value,
  ])
}

describe('reading', () => {
  const emails = (text: string) => readPeopleFile(text).lines.map(({ line, email, name }) => [line, email, name])

  test.each([
    ['commas', 'email,name,tenant,group\na@b.example,Anna,acme,user\n'],
    ['semicolons and CRLF', 'email;name;tenant;group\r\na@b.example;Anna;acme;user\r\n'],
    ['quotation marks', '"email","name",tenant,group\n"a@b.example",Anna,acme,user'],
    ['columns in another order and in capitals', 'Name,EMAIL,Group,Tenant\nAnna,a@b.example,user,acme'],
    ['blanks around values', 'email , name, tenant, group\n a@b.example , Anna , acme, user'],
    ['old line ends', 'email,name,tenant,group\ra@b.example,Anna,acme,user\r'],
  ])('takes %s', (_, text) => {
    expect(readPeopleFile(text)).toMatchObject({
      lines: [{ line: 2, email: 'a@b.example', name: 'Anna', tenant: 'acme', group: 'user', telephone: '' }],
      problems: [],
    })
  })

  test('counts lines as an editor does, over empty ones and line breaks in a value', () => {
    const text = 'email,name,tenant,group\n\n,,,\na@x,"An\r\nna",,\nb@x,"B ""x"", c",,\n'
    expect(emails(text)).toEqual([
      [4, 'a@x', 'An\nna'],
      [6, 'b@x', 'B "x", c'],
    ])
  })

  test('goes on behind a line that cannot be read', () => {
    const text = 'email,name,tenant,group\na@x,"An"na,,\nb@x,B,,\nc@x,"C,,\nd@x,D,,\ne@x\n'
    const { lines, problems } = readPeopleFile(text)
    expect(lines.map(({ line, email }) => [line, email])).toEqual([
      [3, 'b@x'],
      [5, 'd@x'],
    ])
    expect(problems.map(({ line, problem }) => [line, problem])).toEqual([
      [2, 'wrong-quotes'],
      [4, 'wrong-quotes'],
      [6, 'wrong-columns'],
    ])
  })

  test.each([
    '',
    '\n',
    'email,name,tenant',
    'mail,name,tenant,group',
    'email,email,name,tenant,group',
    'a@b.example,A,,',
  ])('refuses the header %j', (text) => {
    expect(() => readPeopleFile(text)).toThrow('import-header')
  })
})

describe('an import', () => {
  test('takes people in, known ones into the group, and says how many', async () => {
    const desk = await twoTenants()
    const lines = [
      header,
      'neu@acme.example,"Neu, Nina",,,+49 30 1',
      'kim@elsewhere.example,Kim,beta,key-user,',
      'anna@acme.example,Other,acme,key-user,',
      'boss@acme.example,,,,',
      'colleague@support.example,,,second-level,',
    ]
    const result = { created: 3, joined: 1, unchanged: 1, repeated: 0, lines: 5 }
    const before = await countUsers(desk)
    expect(await desk.json('user', 'import', file(desk, ...lines), '-n')).toEqual({ ...result, dryRun: true })
    expect(await countUsers(desk)).toBe(before)
    expect(await desk.json('user', 'import', 'people.csv')).toEqual({ ...result, dryRun: false })
    expect(await desk.json('user', 'show', 'neu@acme.example')).toMatchObject({
      name: 'Neu, Nina',
      telephone: '+49 30 1',
      status: 'contact',
      memberships: [{ tenant: 'acme', group: 'user' }],
    })
    expect(await desk.json('user', 'show', 'anna@acme.example')).toMatchObject({
      name: null,
      memberships: [{ group: 'key-user' }, { group: 'user' }],
    })
    expect(await desk.json('user', 'show', 'boss@acme.example')).toMatchObject({ memberships: [{ group: 'admin' }] })
    expect(await desk.json('user', 'show', 'colleague@support.example')).toMatchObject({
      memberships: [{ tenant: null, group: 'second-level' }],
    })
    const again = { created: 0, joined: 0, unchanged: 5, repeated: 0, lines: 5, dryRun: false }
    expect(await desk.json('user', 'import', 'people.csv')).toEqual(again)
    expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
  })

  test('counts a line that stands there twice once, and tells', async () => {
    const desk = await twoTenants()
    const line = 'neu@acme.example,Neu,acme,user'
    file(desk, 'email,name,tenant,group', line, 'two@acme.example,,acme,', line)
    const { stdout, stderr } = await desk.run('user', 'import', 'people.csv', '-o', 'table')
    expect(stderr).toBe('Line 4 says the same as line 2 and counts once.\n')
    expect(stdout).toBe('✓ 2 added · 0 joined a group · 0 known already · 3 lines\n')
  })

  test('comes from standard input, too, with a byte order mark', async () => {
    const desk = await twoTenants()
    desk.stdin = Buffer.from('\ufeffemail;name;tenant;group\r\nmüller@acme.example;Jürgen Müller;;\r\n')
    expect(await desk.json('user', 'import', '-')).toMatchObject({ created: 1 })
    expect(await desk.json('user', 'show', 'müller@acme.example')).toMatchObject({ name: 'Jürgen Müller' })
  })

  test('names everything that is wrong, and takes nobody in', async () => {
    const desk = await twoTenants()
    const problems = await problemsOf(
      desk,
      header,
      'good@acme.example,Good,acme,user,',
      'nobody,N,acme,key user,',
      ',,,,',
      ',Nameless,acme,,',
      'x@acme.example,X,gamma,user,',
      'x@acme.example,X,"Acme GmbH",user,',
      'x@acme.example,X,acme,bosses,',
      'x@nowhere.example,X,,,',
      'x@acme.example,X,acme',
      `x@acme.example,X,acme,,${'1'.repeat(61)}`,
      'x@acme.example,X,acme,admin,',
      'x@acme.example,"X"Y,acme,user,',
      'x@acme.example,"X,acme,user,',
    )
    expect(problems).toEqual([
      [3, 'wrong-address', 'nobody'],
      [3, 'wrong-name', 'key user'],
      [5, 'wrong-address', ''],
      [6, 'tenant-not-found', 'gamma'],
      [7, 'wrong-name', 'Acme GmbH'],
      [8, 'wrong-value', 'bosses'],
      [9, 'tenant-needed', 'x@nowhere.example'],
      [10, 'wrong-columns', '3 / 5'],
      [11, 'text-too-long', '1'.repeat(61)],
      [12, 'first-administrator-only', 'x@acme.example'],
      [13, 'wrong-quotes', '"'],
      [14, 'wrong-quotes', '"'],
    ])
  })

  test('shows at most twenty mistakes on a screen, in both languages', async () => {
    const desk = await twoTenants()
    file(desk, header, ...Array.from({ length: 22 }, (_, index) => `nobody-${index},,,,`))
    const { exitCode, stderr } = await desk.run('user', 'import', 'people.csv')
    const lines = stderr.trimEnd().split('\n')
    expect(exitCode).toBe(65)
    expect(lines).toHaveLength(22)
    expect(lines[0]).toBe('helpdesk: people.csv was not imported, nothing of it: 22 mistakes')
    expect(lines[1]).toBe('  line 2: "nobody-0" is no e-mail address')
    expect(lines.at(-1)).toBe('  and 2 more')
    expect((await desk.run('user', 'import', 'people.csv', '--lang', 'de')).stderr).toContain(
      '  Zeile 2: „nobody-0“ ist keine E-Mail-Adresse\n',
    )
  })

  test('asks for each mail domain anew, also where the tenant is named', async () => {
    const desk = await twoTenants()
    await desk.as('fred@support.example')
    expect(
      await problemsOf(
        desk,
        header,
        'new@acme.example,,acme,,',
        'new@support.example,,acme,,',
        'new@web.example,,acme,,',
      ),
    ).toEqual([[3, 'not-allowed', 'new@support.example']])
    await desk.as('boss@acme.example')
    expect(
      await problemsOf(
        desk,
        header,
        'new@acme.example,,acme,,',
        'new@beta.example,,acme,,',
        'anna@beta.example,,acme,,',
      ),
    ).toEqual([
      [3, 'not-allowed', 'new@beta.example'],
      [4, 'not-allowed', 'anna@beta.example'],
    ])
  })

  test('needs for each line what adding that person would need', async () => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    expect(
      await problemsOf(
        desk,
        header,
        'mine@acme.example,,,,',
        'theirs@beta.example,,beta,,',
        'unclear@beta.example,,,,',
        'anna@beta.example,,acme,,',
      ),
    ).toEqual([
      [3, 'tenant-not-found', 'beta'],
      [4, 'not-allowed', 'unclear@beta.example'],
      [5, 'not-allowed', 'anna@beta.example'],
    ])
    await desk.as('fred@support.example')
    expect(
      await problemsOf(
        desk,
        header,
        'new@support.example,,,,',
        'jana@support.example,,acme,user,',
        'adv@support.example,,,,',
      ),
    ).toEqual([
      [2, 'not-allowed', 'new@support.example'],
      [3, 'not-allowed', 'jana@support.example'],
      [4, 'not-allowed', 'adv@support.example'],
    ])
    await desk.as('anna@acme.example')
    file(desk, header, 'mine@acme.example,,,,')
    expect(await desk.refused('user', 'import', 'people.csv')).toMatchObject({ exitCode: 77, code: 'not-allowed' })
  })

  test('takes 5,000 people in one go', async () => {
    const desk = await twoTenants()
    const people = Array.from({ length: 5000 }, (_, index) => `p${index}@acme.example,Person ${index},acme,,`)
    file(desk, header, ...people)
    expect(await desk.json('user', 'import', 'people.csv')).toMatchObject({ created: 5000 })
    expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
  })

  test.each([
    ['nowhere.csv', 66, 'file-not-found'],
    ['latin.csv', 65, 'text-not-utf8'],
    ['nul.csv', 65, 'text-has-nul'],
    ['empty.csv', 65, 'import-header'],
  ])('of %s ends in %s', async (name, exitCode, code) => {
    const desk = await twoTenants()
    writeFileSync(join(desk.home, 'latin.csv'), Buffer.from(`${header}\nm\xfcller@acme.example,,,,`, 'latin1'))
    writeFileSync(join(desk.home, 'nul.csv'), `${header}\nm\0@acme.example,,,,`)
    writeFileSync(join(desk.home, 'empty.csv'), '')
    expect(await desk.refused('user', 'import', name)).toMatchObject({ exitCode, code })
  })
})
