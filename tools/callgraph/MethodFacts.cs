// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Skift.CallGraph;

/// <summary>What the body of one method does by itself, and whom it calls.</summary>
internal sealed class MethodFacts
{
    internal List<MethodDefinition> Calls { get; } = [];

    /// <summary>Allocations, as text for the reader.</summary>
    internal List<string> Allocations { get; } = [];
}

/// <summary>Reads bodies. What only leads to an exception or a panic is left out: those are bugs already, and may allocate.</summary>
internal sealed class BodyReader(Hierarchy hierarchy, CompiledSymbols symbols, DelegateTargets delegates, IReadOnlyDictionary<string, MethodDefinition> exports)
{
    internal MethodFacts Read(MethodDefinition method)
    {
        MethodFacts facts = new();
        if (!method.HasBody)
        {
            if (RuntimeName(method, "RuntimeImportAttribute") is { } import && exports.TryGetValue(import, out MethodDefinition? export)) facts.Calls.Add(export);
            return facts;
        }

        TypeReference? constraint = null;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            if (IsInCatch(method, instruction)) continue;
            Add(facts, method, instruction, constraint);
            constraint = instruction.OpCode.Code == Code.Constrained ? (TypeReference)instruction.Operand : null;
        }

        return facts;
    }

    /// <summary>The first argument of RuntimeImport or RuntimeExport that names the symbol.</summary>
    internal static string? RuntimeName(MethodDefinition method, string attribute) =>
        method.CustomAttributes.FirstOrDefault(found => found.AttributeType.Name == attribute)?.ConstructorArguments.Last().Value as string;

    /// <summary>A catch block or filter runs only after an exception. Finally blocks always run.</summary>
    private static bool IsInCatch(MethodDefinition method, Instruction instruction) =>
        method.Body.ExceptionHandlers.Any(handler => handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter
            && instruction.Offset >= (handler.FilterStart ?? handler.HandlerStart).Offset
            && (handler.HandlerEnd == null || instruction.Offset < handler.HandlerEnd.Offset));

    private void Add(MethodFacts facts, MethodDefinition method, Instruction instruction, TypeReference? constraint)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Newobj:
                AddNew(facts, (MethodReference)instruction.Operand);
                break;
            case Code.Newarr:
                facts.Allocations.Add($"new {((TypeReference)instruction.Operand).Name}[]");
                break;
            case Code.Box when !IsOnlyTested(instruction):
                facts.Allocations.Add($"boxes {((TypeReference)instruction.Operand).Name}");
                break;
            case Code.Call:
            case Code.Callvirt:
                AddCall(facts, (MethodReference)instruction.Operand, instruction.OpCode.Code == Code.Callvirt, constraint);
                break;
            case Code.Ldsfld:
            case Code.Ldsflda:
            case Code.Stsfld:
                AddStaticConstructor(facts, method, ((FieldReference)instruction.Operand).DeclaringType.Resolve());
                break;
        }
    }

    /// <summary>A generic value that is boxed just to be compared with null or tested for its type; the compiler does without the box.</summary>
    private static bool IsOnlyTested(Instruction box)
    {
        Code next = box.Next?.OpCode.Code ?? Code.Nop;
        bool isTest = next is Code.Brtrue or Code.Brtrue_S or Code.Brfalse or Code.Brfalse_S or Code.Ldnull or Code.Isinst;
        return isTest || (next is Code.Unbox_Any or Code.Unbox);
    }

    private void AddNew(MethodFacts facts, MethodReference constructor)
    {
        TypeDefinition? type = constructor.DeclaringType.Resolve();
        // Arrays of several dimensions have no definition.
        if (type == null || (!type.IsValueType && !IsException(type))) facts.Allocations.Add($"new {constructor.DeclaringType.Name}");
        if (type != null && !IsException(type) && constructor.Resolve() is { } body) facts.Calls.Add(body);
    }

    private void AddCall(MethodFacts facts, MethodReference reference, bool isVirtual, TypeReference? constraint)
    {
        // Array accessors (Get, Set, Address) have no definition and do nothing of the kind.
        if (reference.DeclaringType is ArrayType || reference.Resolve() is not { } target) return;
        if (NeverReturns(target)) return;
        if (target.DeclaringType.BaseType?.Name == "MulticastDelegate" && target.Name == "Invoke")
        {
            facts.Calls.AddRange(delegates.Of(target.DeclaringType));
            return;
        }

        if (target.IsStatic && !target.IsVirtual) AddStaticConstructor(facts, null, target.DeclaringType);
        if (constraint?.Resolve() is { } exact && FindExact(exact, target) is { } chosen)
        {
            facts.Calls.Add(chosen);
            return;
        }

        if (isVirtual || constraint != null) facts.Calls.AddRange(target.IsVirtual ? hierarchy.Targets(target) : [target]);
        else facts.Calls.Add(target);
    }

    private static MethodDefinition? FindExact(TypeDefinition type, MethodDefinition slot)
    {
        if (type.IsInterface) return null;
        MethodDefinition[] found = [.. type.Methods.Where(method => method.Overrides.Any(overridden => overridden.Resolve() == slot)
            || (method.Name == slot.Name && method.Parameters.Count == slot.Parameters.Count))];
        return found.Length == 1 ? found[0] : null;
    }

    private void AddStaticConstructor(MethodFacts facts, MethodDefinition? from, TypeDefinition? type)
    {
        if (type == null || from?.DeclaringType == type || IsEager(type) || !symbols.HasStaticConstructor(type)) return;
        if (type.Methods.FirstOrDefault(method => method.IsConstructor && method.IsStatic) is { } constructor) facts.Calls.Add(constructor);
    }

    private static bool IsEager(TypeDefinition type) => type.CustomAttributes.Any(found => found.AttributeType.Name == "EagerStaticClassConstructionAttribute");

    private static bool IsException(TypeDefinition type)
    {
        for (TypeDefinition? part = type; part != null; part = part.BaseType?.Resolve())
        {
            if (part.FullName == "System.Exception") return true;
        }

        return false;
    }

    private static bool NeverReturns(MethodDefinition method) => method.CustomAttributes.Any(found => found.AttributeType.Name == "DoesNotReturnAttribute");
}
