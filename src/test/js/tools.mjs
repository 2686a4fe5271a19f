import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const FILES = ['package.json', 'package-lock.json'];
const from = new URL('tools/', import.meta.url);
const target = new URL('../../../target/js-tools/', import.meta.url);
const lock = readFileSync(new URL('package-lock.json', from));
/** Other tools have a folder of another name. */
const to = new URL(`${createHash('sha256').update(lock).digest('hex').slice(0, 12)}/`, target);

/**
 * Loads a tool that the checks need and the client does not, by its name in `tools/package.json`; null where it can
 * neither be found nor fetched. What was fetched stays under `target`.
 */
export function tool(name) {
  try {
    if (!existsSync(new URL(`node_modules/${name.split('/')[0]}/`, to))) fetchAll();
    return createRequire(to)(name);
  } catch (absent) {
    console.log(`${name} cannot be had: ${absent.message.split('\n')[0]}`);
    return null;
  }
}

/**
 * The client as Maven's build makes it, with its minified bundle, or why it cannot be tested: without Maven it may be
 * missing or of yesterday. The build itself, which has just made it, sets ROOMCAST_BUILT.
 */
export function builtClient() {
  const folder = new URL('../../../target/webapp/js/client/', import.meta.url);
  const source = new URL('../../main/webapp/js/client/', import.meta.url);
  const isSame = (file) => {
    const made = new URL(file, folder);
    return existsSync(made) && readFileSync(made).equals(readFileSync(new URL(file, source)));
  };
  const isBuilt = existsSync(new URL('roomcast.min.js', folder)) && readdirSync(source).every(isSame);
  return { folder, skip: !isBuilt && !process.env.ROOMCAST_BUILT && 'mvn process-resources makes the bundle' };
}

/** The client's hooks, in a copy beside the tools: there they find React. */
export async function reactModule() {
  const copy = new URL('client/', to);
  cpSync(new URL('../../main/webapp/js/client/', import.meta.url), copy, { recursive: true });
  return import(new URL('react.js', copy).href);
}

/** Into a folder of its own, since test files run beside each other, and then to its place in one step. */
function fetchAll() {
  const own = new URL(`${process.pid}/`, target);
  try {
    mkdirSync(own, { recursive: true });
    for (const file of FILES) copyFileSync(new URL(file, from), new URL(file, own));
    const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=0'];
    execFileSync('npm', ['ci', ...quietly], { cwd: fileURLToPath(own), stdio: 'pipe', timeout: 60_000 });
    moveIntoPlace(own);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function moveIntoPlace(own) {
  try {
    renameSync(own, to);
  } catch (taken) {
    if (!existsSync(to)) throw taken;
  }
}
