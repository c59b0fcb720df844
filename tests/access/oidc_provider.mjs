// A certified provider of OpenID Connect on the loopback, for tests: `node oidc_provider.mjs PORT CLIENT_JSON`.
// Whoever types a login is that person; the groups are those after a dot in it (wang.office: group "office").

const [port, client] = process.argv.slice(2);

const { Provider } = await import(process.env.OIDC_PROVIDER);
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [JSON.parse(client)],
  claims: { openid: ["sub"], profile: ["preferred_username", "groups"] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ["for tests only"] },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, preferred_username: id, groups: id.split(".").slice(1) }),
  }),
});
provider.listen(Number(port), "127.0.0.1");
