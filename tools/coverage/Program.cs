// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Skift.Coverage;

// Usage: Skift.Coverage ADDRESS SIZE IN.dll OUT.dll
// Writes OUT.dll, which counts its basic blocks in the SIZE bytes at ADDRESS. Exit status 0, or 2: bad input.
if (args.Length != 4 || !TryNumber(args[0], out long address) || !TryNumber(args[1], out long size) || size <= 1)
{
    Console.Error.WriteLine("usage: Skift.Coverage ADDRESS SIZE IN.dll OUT.dll");
    return 2;
}

try
{
    using DefaultAssemblyResolver resolver = new();
    resolver.AddSearchDirectory(Path.GetDirectoryName(Path.GetFullPath(args[2])));
    using ModuleDefinition module = ModuleDefinition.ReadModule(args[2], new ReaderParameters { AssemblyResolver = resolver });
    List<MethodDefinition> methods = [.. module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody)];
    HashSet<MethodDefinition> evaluated = CompileTime.Methods(methods);
    BlockCounters counters = new(address, (int)size);
    foreach (MethodDefinition method in methods.Where(method => !evaluated.Contains(method))) counters.Add(method.Body);
    module.Write(args[3]);
    Console.WriteLine($"{counters.Count} basic blocks in {methods.Count - evaluated.Count} methods, {evaluated.Count} methods left as they are");
    return 0;
}
catch (Exception error) when (error is IOException or InvalidDataException or BadImageFormatException or UnauthorizedAccessException or AssemblyResolutionException)
{
    Console.Error.WriteLine($"Skift.Coverage : error : {error.Message}");
    return 2;
}

static bool TryNumber(string text, out long number) => text.StartsWith("0x", StringComparison.Ordinal)
    ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
    : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
