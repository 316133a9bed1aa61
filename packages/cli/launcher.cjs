#!/usr/bin/env node
// Starts the real program under Node 26, which arrives as a platform package; written for any Node from 18 on.
"use strict";
const { existsSync, lstatSync, mkdirSync } = require("node:fs");
const { constants, tmpdir } = require("node:os");
const path = require("node:path");
const { spawn } = require("node:child_process");

const NEEDED_MAJOR = 26;

function node26() {
  if (Number(process.versions.node.split(".")[0]) >= NEEDED_MAJOR) return process.execPath;
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const binary = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  try {
    return path.join(path.dirname(require.resolve(`${name}/package.json`)), binary);
  } catch {
    process.stderr.write(
      `stanch: Node ${NEEDED_MAJOR} for ${process.platform}-${process.arch} is not installed (package ${name}).\n` +
        `  Run npm install again without --omit=optional, or start stanch with Node ${NEEDED_MAJOR} or newer.\n` +
        `stanch：缺少本平台的 Node ${NEEDED_MAJOR}（软件包 ${name}）。\n` +
        `  请不要使用 --omit=optional 重新运行 npm install，或改用 Node ${NEEDED_MAJOR} 及以上版本启动。\n`,
    );
    process.exit(3);
  }
}

/**
 * Where compiled code is kept from one start to the next: a folder of this account that nobody else may write, as what lies there is
 * run. Undefined where there is none; the program then starts a little later.
 */
function compileCache() {
  const { getuid } = process;
  if (getuid === undefined) return path.join(tmpdir(), "stanch-compile-user");
  const folder = path.join(tmpdir(), `stanch-compile-${getuid()}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    // It is there already, or it cannot be made.
  }
  try {
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === getuid() && (found.mode & 0o022) === 0 ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** Runs `entry` under Node 26 and ends this process the way that one ended. */
function relaunch(entry, args) {
  const cache = process.env.NODE_COMPILE_CACHE || compileCache();
  const child = spawn(node26(), ["--disable-warning=ExperimentalWarning", entry, ...args], {
    stdio: "inherit",
    env: cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: cache },
  });
  let asked = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    // Asked a second time, whatever holds the program up is not waited for.
    process.on(signal, () => child.kill((asked += 1) > 1 ? "SIGKILL" : signal));
  }
  child.on("exit", (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] || 0) : code));
}

module.exports = { relaunch };

if (require.main === module) {
  const bundled = path.join(__dirname, "../../dist/bin/stanch.js");
  const source = path.join(__dirname, "src/stanch.ts");
  relaunch(existsSync(source) ? source : bundled, process.argv.slice(2));
}
