/** Loaded before every test file: a test that ends the process would take the tests after it along, and leave a good exit code. */
process.exit = () => {
  throw new Error("a test must not end the process");
};
