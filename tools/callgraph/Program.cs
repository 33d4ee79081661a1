// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Skift.CallGraph;

// Usage: Skift.CallGraph NM OBJECT STAMP ASSEMBLY...
// Exit status 0: no interrupt path allocates or sleeps, and STAMP is written. 1: some do. 2: bad input.
if (args.Length < 4)
{
    Console.Error.WriteLine("usage: Skift.CallGraph NM OBJECT STAMP ASSEMBLY...");
    return 2;
}

try
{
    using AssemblySet assemblies = new(args[3..]);
    CompiledSymbols symbols = new(args[0], args[1]);
    Dictionary<string, MethodDefinition> exports = [];
    foreach (MethodDefinition method in assemblies.Types.SelectMany(type => type.Methods))
    {
        if (BodyReader.RuntimeName(method, "RuntimeExportAttribute") is { } name) exports[name] = method;
    }

    BodyReader reader = new(new Hierarchy(assemblies, symbols), symbols, new DelegateTargets(assemblies), exports);
    InterruptCheck check = new(assemblies, reader);
    List<string> faults = check.Run();
    // The form that MSBuild recognises as an error of the build.
    foreach (string fault in faults) Console.WriteLine($"Skift.CallGraph : error SKIFT003: an interrupt path {fault}");
    if (faults.Count != 0) return 1;
    File.WriteAllText(args[2], $"{check.HandlerCount} interrupt handlers, {check.MethodCount} methods behind them: none allocates or sleeps\n");
    return 0;
}
catch (Exception error) when (error is IOException or BadImageFormatException or UnauthorizedAccessException or AssemblyResolutionException or System.ComponentModel.Win32Exception)
{
    Console.Error.WriteLine($"Skift.CallGraph : error : {error.Message}");
    return 2;
}
