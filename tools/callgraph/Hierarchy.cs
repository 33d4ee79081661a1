// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Skift.CallGraph;

/// <summary>Which methods a virtual call can reach: the overrides in every type of which there can be objects.</summary>
internal sealed class Hierarchy
{
    private readonly Dictionary<MethodDefinition, List<MethodDefinition>> _overrides = [];

    internal Hierarchy(AssemblySet assemblies, CompiledSymbols symbols)
    {
        foreach (TypeDefinition type in assemblies.Types)
        {
            if (type.IsInterface || type.IsAbstract || !symbols.IsConstructed(type)) continue;
            for (TypeDefinition? part = type; part != null; part = part.BaseType?.Resolve()) AddBaseSlots(type, part);
            foreach (TypeDefinition contract in Interfaces(type)) AddInterface(type, contract);
        }
    }

    /// <summary>All bodies that a virtual call of the method may run.</summary>
    internal IEnumerable<MethodDefinition> Targets(MethodDefinition method) => _overrides.GetValueOrDefault(method) ?? [];

    private static IEnumerable<TypeDefinition> Interfaces(TypeDefinition type)
    {
        HashSet<TypeDefinition> seen = [];
        Stack<TypeDefinition> open = new([type]);
        while (open.TryPop(out TypeDefinition? next))
        {
            if (next.BaseType?.Resolve() is { } parent) open.Push(parent);
            foreach (InterfaceImplementation implemented in next.Interfaces)
            {
                if (implemented.InterfaceType.Resolve() is { } contract && seen.Add(contract)) open.Push(contract);
            }
        }

        return seen;
    }

    /// <summary>For each virtual method that <paramref name="part"/> introduces or overrides: what an object of <paramref name="type"/> runs.</summary>
    private void AddBaseSlots(TypeDefinition type, TypeDefinition part)
    {
        foreach (MethodDefinition slot in part.Methods.Where(method => method.IsVirtual))
        {
            if (FindImplementation(type, slot, part) is { } body) Add(slot, body);
        }
    }

    private static MethodDefinition? FindImplementation(TypeDefinition type, MethodDefinition slot, TypeDefinition until)
    {
        for (TypeDefinition? part = type; part != null; part = part.BaseType?.Resolve())
        {
            MethodDefinition? body = part == until ? slot : part.Methods.FirstOrDefault(method => method.IsVirtual && !method.IsNewSlot && HasSameShape(method, slot));
            if (body != null) return body.IsAbstract ? null : body;
            if (part == until) break;
        }

        return null;
    }

    private void AddInterface(TypeDefinition type, TypeDefinition contract)
    {
        foreach (MethodDefinition slot in contract.Methods.Where(method => method.IsVirtual))
        {
            bool isFound = false;
            for (TypeDefinition? part = type; part != null && !isFound; part = part.BaseType?.Resolve())
            {
                foreach (MethodDefinition method in part.Methods)
                {
                    // A generic interface can be implemented several times over, with different arguments: all count.
                    bool isExplicit = method.Overrides.Any(overridden => overridden.Resolve() == slot);
                    if (!isExplicit && !(method.IsPublic && method.IsVirtual && HasSameShape(method, slot))) continue;
                    isFound = true;
                    Add(slot, method);
                    foreach (MethodDefinition body in Targets(method).ToArray()) Add(slot, body);
                }
            }

            if (!isFound && !slot.IsAbstract) Add(slot, slot);
        }
    }

    private static bool HasSameShape(MethodDefinition method, MethodDefinition slot) =>
        method.Name == slot.Name && method.Parameters.Count == slot.Parameters.Count && method.GenericParameters.Count == slot.GenericParameters.Count;

    private void Add(MethodDefinition slot, MethodDefinition body)
    {
        if (!_overrides.TryGetValue(slot, out List<MethodDefinition>? bodies)) _overrides[slot] = bodies = [];
        if (!bodies.Contains(body)) bodies.Add(body);
    }
}
