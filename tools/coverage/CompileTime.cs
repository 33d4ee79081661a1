// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Skift.Coverage;

/// <summary>
/// The methods that the compiler runs itself to fill static fields. It can do that only while they write nothing but those fields, and a
/// C program has nobody to run a class constructor later.
/// </summary>
internal static class CompileTime
{
    internal static HashSet<MethodDefinition> Methods(IEnumerable<MethodDefinition> methods)
    {
        HashSet<MethodDefinition> found = [];
        Queue<MethodDefinition> waiting = new(methods.Where(method => method.IsConstructor && method.IsStatic));
        while (waiting.TryDequeue(out MethodDefinition? method))
        {
            if (!found.Add(method)) continue;
            foreach (MethodReference called in method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>())
            {
                // A function whose address the table holds is not run there.
                if (called is MethodDefinition { HasBody: true } definition && IsCall(method, called)) waiting.Enqueue(definition);
            }
        }

        return found;
    }

    private static bool IsCall(MethodDefinition method, MethodReference called)
        => method.Body.Instructions.Any(instruction => instruction.Operand == called && instruction.OpCode.Code is Code.Call or Code.Newobj);
}
