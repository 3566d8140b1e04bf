using System.CommandLine;
using GlobalLb.Server.Commands;

// With no role named, everything runs in one process on an embedded database.
var root = Root.Create();
return await root.Parse(args.Length == 0 ? ["run"] : args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
