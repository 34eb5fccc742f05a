import { describe, expect, test } from 'vitest'
import { twoTenants } from './two-tenants'

const anna = 'anna@acme.example'

describe('removing', () => {
  test('takes a person out of a tenant; what they wrote stays, their session ends', async () => {
    const desk = await twoTenants()
    await desk.as(anna)
    await desk.json('open', 'Portal down', '-m', 'since Monday')
    const { HELPDESK_TOKEN: token } = desk.environment
    await desk.as(undefined)
    expect(await desk.json('user', 'remove', anna, '--yes')).toMatchObject({ email: anna, memberships: [] })
    expect(await desk.json('show', '1')).toMatchObject({ requester: { email: anna }, description: 'since Monday' })
    desk.environment.HELPDESK_TOKEN = token
    expect(await desk.refused('whoami')).toMatchObject({ code: 'session-ended' })
    await desk.as(undefined)
    const left = (await desk.json<{ type: string }[]>('log')).filter(({ type }) => type === 'user.left')
    expect(left).toMatchObject([{ tenant: 'acme', about: anna }])
    // Once more is no change and no entry.
    expect((await desk.run('user', 'remove', anna, '--yes', '-o', 'table')).stdout).toContain('it was so already')
    expect((await desk.json<{ type: string }[]>('log')).filter(({ type }) => type === 'user.left')).toHaveLength(1)
  })

  test('says where they still belong, and takes the tenant that was named', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'edit', anna, '--tenant', 'beta', '--add-group', 'guest')
    expect(await desk.refused('user', 'remove', anna, '--yes')).toMatchObject({ exitCode: 64, code: 'tenant-needed' })
    const { stdout } = await desk.run('user', 'remove', anna, '--tenant', 'acme', '--yes', '-o', 'table')
    expect(stdout).toBe(`✓ ${anna} · no longer in acme · still beta: guest\n`)
  })

  test('out of the desk takes the teams, out of a tenant being a guest', async () => {
    const desk = await twoTenants()
    const store = await desk.store()
    const at = desk.now.toISOString()
    const fred = await store.db
      .selectFrom('user_addresses')
      .select('user_id')
      .where('address', '=', 'fred@support.example')
      .executeTakeFirstOrThrow()
    const acme = await store.db.selectFrom('tenants').select('id').where('name', '=', 'acme').executeTakeFirstOrThrow()
    await store.db.insertInto('teams').values({ id: 't', name: 'portal', title: null, created_at: at }).execute()
    await store.db
      .insertInto('team_members')
      .values({ team_id: 't', ...fred })
      .execute()
    const guest = {
      tenant_id: acme.id,
      ...fred,
      group_name: 'guest',
      status: 'accepted',
      address: 'fred@support.example',
    }
    await store.db
      .insertInto('guests')
      .values({ ...guest, invited_by: fred.user_id, invited_at: at, accepted_at: at })
      .execute()
    await store.db
      .insertInto('memberships')
      .values({ tenant_id: acme.id, ...fred, group_name: 'guest', created_at: at })
      .execute()
    await desk.json('user', 'remove', 'fred@support.example', '--yes')
    expect(await store.db.selectFrom('team_members').selectAll().execute()).toEqual([])
    expect(await store.db.selectFrom('guests').selectAll().execute()).toHaveLength(1)
    await desk.json('user', 'remove', 'fred@support.example', '--yes')
    expect(await store.db.selectFrom('guests').selectAll().execute()).toEqual([])
    await store.close()
  })

  test('is for whoever manages the people there, also of somebody who belongs elsewhere', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'edit', anna, '--tenant', 'beta', '--add-group', 'guest')
    await desk.as('boss@acme.example')
    const { stdout } = await desk.run('user', 'remove', anna, '--yes', '-o', 'table')
    expect(stdout).toBe(`✓ ${anna} · no longer in acme\n`)
    expect(await desk.refused('user', 'show', anna)).toMatchObject({ exitCode: 66 })
    await desk.as('anna@beta.example')
    expect(await desk.refused('user', 'remove', 'boss@beta.example', '--yes')).toMatchObject({ exitCode: 77 })
    await desk.as('fred@support.example')
    expect(await desk.refused('user', 'remove', 'adv@support.example', '--yes')).toMatchObject({ exitCode: 77 })
    await desk.as(undefined)
    expect(await desk.json('user', 'show', anna)).toMatchObject({ memberships: [{ tenant: 'beta' }] })
  })

  test('asks in a terminal, with No by default, and wants --yes in a script', async () => {
    const desk = await twoTenants()
    expect(await desk.refused('user', 'remove', anna)).toMatchObject({ exitCode: 64, code: 'confirmation-needed' })
    desk.answering(false)
    const { exitCode, stderr } = await desk.run('user', 'remove', anna)
    expect(exitCode).toBe(130)
    expect(stderr).toContain(`? Take ${anna} out of "acme"?`)
    desk.answering(true)
    expect((await desk.run('user', 'remove', anna)).stdout).toContain('no longer in acme · belongs nowhere else')
  })

  test('is not for oneself', async () => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    const refusal = await desk.refused('user', 'remove', 'boss@acme.example', '--yes')
    expect(refusal).toMatchObject({ exitCode: 1, code: 'own-account' })
  })
})
