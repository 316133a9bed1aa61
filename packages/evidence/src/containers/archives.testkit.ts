/** What the archives below hold: forty lines of `auth.log`. */
export const authLog = Array.from(
  { length: 40 },
  (_, index) =>
    `Mar  1 02:14:07 web sshd[${index + 1}]: Failed password for root from 203.0.113.9 port ${index + 1} ssh2\n`,
).join("");

/** Made by 7-Zip 26.02, XZ Utils 5.4, bzip2 1.0.8 and Info-ZIP 3.0: `d/auth.log` and an empty `d/empty`, or the log alone. */
export const archives = {
  lzma2: Buffer.from(
    "N3q8ryccAAQdCLCqeQEAAAAAAAAiAAAAAAAAAFaR3QvgDTUBA10AJphKQgu0taQxLgqItD/lshXxk/V+/y3JZrhSO8wy0/1LP+wCFYX2jRWb5t" +
      "of+o9g6y4yAZcHouG1IJxvr7EROA8atFkW2rjToNnl9pZ4fu6DQdqkkxA2yTHX/nY4V0C89N0XdTF56uauDg2qqw/yGg31B0HrqxropM6XgBzo" +
      "7bXIlkBJ0SCYqv5UUiheCrAb+qvEms9xcxD0vkRVuVeFpVvlVR1YiazkhygesAJ4SPuDV5d6ibs44iZmFKLIwQJrtMXQWZTuren4c/3IYodE4k" +
      "7+oMVZ3E9/Q7bjLSqrCSjrcbAvDv+9wUHY/VHdRRNuBlnsv9UDcTxCVzNxmTM7bctywQAAAIEzB64P1TgQN/nGZtqN8/MDo9GU9IgzAOC1DbKn" +
      "eP/kiji8tUKVAK9ltV7ieqN1kK+E2Rsh9VqpjKdDlgkzltuEaIYTGFXgIvX/MmT5GR8Vg5W8EZD1u9xZjiMrEJCjJcffCRyX8Av4EAAAABcGgQ" +
      "sBCW4ABwsBAAEjAwEBBV0AEAAADICKCgHVa4/wAAA=",
    "base64",
  ),
  lzma: Buffer.from(
    "N3q8ryccAASykWpScwEAAAAAAAAiAAAAAAAAAD8vAFIAJphKQgu0taQxLgqItD/lshXxk/V+/y3JZrhSO8wy0/1LP+wCFYX2jRWb5tof+o9g6y" +
      "4yAZcHouG1IJxvr7EROA8atFkW2rjToNnl9pZ4fu6DQdqkkxA2yTHX/nY4V0C89N0XdTF56uauDg2qqw/yGg31B0HrqxropM6XgBzo7bXIlkBJ" +
      "0SCYqv5UUiheCrAb+qvEms9xcxD0vkRVuVeFpVvlVR1YiazkhygesAJ4SPuDV5d6ibs44iZmFKLIwQJrtMXQWZTuren4c/3IYodE4k7+oMVZ3E" +
      "9/Q7bjLSqrCSjrcbAvDv+9wUHY/VHdRRNuBlnsv9UDcTxCVzNxmTM7bctywQAAgTMHrg/VN+iCOcZm2o4cYVMb/XIa2T1rixZYZiVPFx/QEkWY" +
      "+UjDD6DZi2ESQunw/fs2m4QNpFHnOYrP/ZOnvrjk3/FPr8h2f1SpiuXQpJktlBMOa6eJd4FWNpiL9xeELceTSHEUb505dQAAABcGgQQBCW8ABw" +
      "sBAAEjAwEBBV0AEAAADICKCgFxg3z8AAA=",
    "base64",
  ),
  encrypted: Buffer.from(
    "N3q8ryccAAStUj59kAEAAAAAAAAwAAAAAAAAAGpl2QU+/CU0fdNCT03yLP2L4Y5xsRFjhGZAHrPgtHgJEvBtj24dU+nuyBcu1HVltjA7QjbUWj" +
      "Q7VB3lzwFZmEkqD/DpNij4eF8ViCONJdmcq9L1QfpQrrM2CpDsZV+KqKvtW61YRfHu7qhOPv/fLOq4U/y6eFuEV06hTT7iorJaIRct/1v+/Yto" +
      "AHFbdIpNBnUZiu5eKatXbwvTZ4q9PrrhUEjh15FQyGtcCD71Fs7byaH2yuMLDGuYgFWDS2RhGBGiSKdDlJQcanWpsmHuZWS3OJWUD+i0eTUUt9" +
      "3S9+9M41njT8KK30FVnTi3jgbOcCWiyqcconIToryqwGmabUSSYUR2OuDqI2Vkpgr2PFMrIwxPl+iGsu26VrmRL0mrNG3Ii5nYgpeouZyqYah0" +
      "XKIaQjqOtt4FnHxvWZeBn4tD5YJ2+Zyl61686pBhO+/S6F1c65qHyoOfbjnpd24dwP9f4/jPZD+oZNmTDNIE/lwSRuUMRwkHi/i3K4oF3FDpL3" +
      "ssF+i+RiTesAn+MwpdsfkDqzb7FwaBEAEJgIAABwsBAAEkBvEHARJTDyYcfD6po4obN9nYy8S/6n4McgoBTLlOggAA",
    "base64",
  ),
  ppmd: Buffer.from(
    "N3q8ryccAAQR6khi2gAAAAAAAABiAAAAAAAAABgocpgATRZt9D4WN+MUaMv1D3PXwr8XAUwN+SAebWovZGzAp2Hu1XMBqK6mVNGB+KdqTXWe5W" +
      "UI1tzEpLV2ox0iP//4yqHRS4f2N/pWU57fp3VOeT076iWVMUiieHeZpZs2c3V2NkvPdnc/p9/XU/iVbHSIdfSicbf7fbGt2slKhGaJ6hxioiRW" +
      "0NzsOy8Za92zo+paE+qeJmTcUVCc1Qt8MjgAiqviel7ggrKMpS4OG+90ERSS74qwtyM7TQdUfRqBPTY19bL8cyYxc7FOR7yAXIAkTWP3Zo+34N" +
      "5tAAEEBgABCYDaAAcLAQABIwMEAQUGAAABAAyNNgAICgGkuDwCAAAFARkEAAAAABEXAGQALwBhAHUAdABoAC4AbABvAGcAAAAZBAAAAAAUCgEA" +
      "gAFDFSGp3AEVBgEAIICkgQAA",
    "base64",
  ),
  xz: Buffer.from(
    "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4A01AO1dACaYSkILtLWkMS4KiLQ/5bIV8ZP1fv8tyWa4UjvMMtP9Sz/sAhWF9o0Vm+baH/qPYOsuMg" +
      "GXB6LhtSCcb6+xETgPGrRZFtq406DZ5faWeH7ug0HapJMQNskx1/52OFdAvPTdF3Uxeermrg4NqqsP8hoN9QdB66sa6KTOl4K7UJE7lc4FjXzT" +
      "cWjoKs+V8hKtd2bcXnNhEyRYHffJWrH+xhgzD13bAqmkol77yrJ1Dneg9Wnk1CyOxby5fl48q02hWKW8GSJkhgTKxztKEPmeaTbAQm1mmKp2lU" +
      "uLWgY3fU52uH5mQoRPE9KyuE48YAAAAAAvSQFLTvrQ+QABiQK2GgAATfWCqbHEZ/sCAAAAAARZWg==",
    "base64",
  ),
  bzip2: Buffer.from(
    "QlpoOTFBWSZTWXTGjaIAA0RfgAAQQAF/8AECAAo3ZtyAQAHdLDYBKSJnp+qUB6QAAEp6milAaAAADGExMmAmAAClU1MQgNBpoGT1NBOomomYn9" +
      "L9EypchOgjACCgEFwIJAgprq7Nu7fwvVoqqsrgqq5szMzPUCDACDMCCwEFAILVtjoJ6CbhOQmuNNdBM88Z5c8t4mMZZaBRd8wFF2qqqTjj4Aok" +
      "mlFGqqqqqq9AFG3uy73QKMAovVVVVVVb29kvDMoKMySTJJkkySZJM0CjMzZJskznAo3d27vfUCjpAowCjgCDmBBxAgramTN7776SuCqrmriqrl" +
      "x11111+BOgnYT7E6CZCcxNhOwnuE2CdRP4TYTiE2E4Cd4mYnAJvEwE0E3CYE4BMBMxMCbxMxMxNwn+LuSKcKEg6Y0bRA==",
    "base64",
  ),
  zip: Buffer.from(
    "UEsDBBQAAAAIAMQRYVykuDwCHQEAADYNAAAKAAAAZC9hdXRoLmxvZ53WQWrDQBBE0X1O0ScQU9WyZekA2fkEIQsF2SSQMGZk8PXjRbahmDpA/1" +
      "U/us9ri0AULhiXMsXj8hH7/rm94X2J1/Xr+7LFbd33R21bXGuLVus9rq3+BEsOZQBymONW2/2ZeU7y5fxfkv1JimT2J1Mkx/7kKJKH/uRBJI/9" +
      "yaNITv3JSSRP/cmTSM79yVkkUYxdLyrqAFKCYBCCMgQDEZQiGIygHMGABCUJBiUoSzAwQWmCwQnKEwxQUKJoiKISRUMU5U1yjpISRUMUlSgaoq" +
      "hE0RBFJYqGKCpRNERRiaIhikoUDVFUotIQlUpUGqJSiUpDVMo/z3n0lKg0RKUSlYaoVKLSEJVKVBqiUolKQ1QqUWmISiVqNESNf6J+AVBLAwQK" +
      "AAAAAADEEWFcAAAAAAAAAAAAAAAABwAAAGQvZW1wdHlQSwECHgMUAAAACADEEWFcpLg8Ah0BAAA2DQAACgAAAAAAAAABAAAApIEAAAAAZC9hdX" +
      "RoLmxvZ1BLAQIeAwoAAAAAAMQRYVwAAAAAAAAAAAAAAAAHAAAAAAAAAAAAAACkgUUBAABkL2VtcHR5UEsFBgAAAAACAAIAbQAAAGoBAAAAAA==",
    "base64",
  ),
};
