// Tailwind writes cascade layers, which Chrome knows since 99: the phones of 2020 that open this inside WeChat would
// see no style at all.
export default { plugins: { "@tailwindcss/postcss": {}, "@csstools/postcss-cascade-layers": {} } };
