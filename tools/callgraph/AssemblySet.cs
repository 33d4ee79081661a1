// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace Skift.CallGraph;

/// <summary>The assemblies that are compiled into one program, and nothing beside them.</summary>
internal sealed class AssemblySet : IAssemblyResolver
{
    private readonly Dictionary<string, AssemblyDefinition> _byName = [];

    internal AssemblySet(IEnumerable<string> files)
    {
        ReaderParameters parameters = new() { AssemblyResolver = this, InMemory = true };
        foreach (string file in files)
        {
            AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(file, parameters);
            _byName[assembly.Name.Name] = assembly;
        }

        Types = [.. _byName.Values.SelectMany(assembly => assembly.Modules).SelectMany(module => module.GetTypes())];
    }

    internal IReadOnlyList<TypeDefinition> Types { get; }

    public AssemblyDefinition Resolve(AssemblyNameReference name) =>
        _byName.TryGetValue(name.Name, out AssemblyDefinition? found) ? found : throw new AssemblyResolutionException(name);

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public void Dispose()
    {
        foreach (AssemblyDefinition assembly in _byName.Values) assembly.Dispose();
    }
}
