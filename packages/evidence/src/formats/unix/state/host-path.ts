const tops = "etc|var|home|root|usr|opt|srv|tmp|lib|run|boot|Users|private|Library|proc";
const inside = new RegExp(String.raw`(?:^|/|\[root\]/)((?:${tops})/.+)$`);

/**
 * Where a collected file lay on its host, as far as the collection kept it; undefined where only a name is left.
 *
 * @param path Logical path of a source file.
 * @example hostPath("uac-web-01.tar.gz!/[root]/etc/passwd") // "/etc/passwd"
 */
export function hostPath(path: string): string | undefined {
  const last = path.lastIndexOf("!/");
  const match = inside.exec(last < 0 ? path : path.slice(last + 2));
  return match?.[1] === undefined ? undefined : `/${match[1]}`;
}

/** Whose home folder a collected file lay in. */
export function homeUser(path: string): string | undefined {
  const match = /(?:^|\/)(?:home|Users)\/([^/]+)\//.exec(path);
  return match?.[1] ?? (/(?:^|\/)root\//.test(path.replace("[root]/", "")) ? "root" : undefined);
}
