// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Skift.CallGraph;

/// <summary>Which methods a delegate type is ever made of.</summary>
internal sealed class DelegateTargets
{
    private readonly Dictionary<TypeDefinition, HashSet<MethodDefinition>> _targets = [];

    internal DelegateTargets(AssemblySet assemblies)
    {
        foreach (MethodDefinition method in assemblies.Types.SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            foreach (Instruction load in method.Body.Instructions.Where(one => one.OpCode.Code is Code.Ldftn or Code.Ldvirtftn))
            {
                if (load.Next is not { OpCode.Code: Code.Newobj } creation) continue;
                TypeDefinition? type = ((MethodReference)creation.Operand).DeclaringType.Resolve();
                if (type == null || ((MethodReference)load.Operand).Resolve() is not { } target) continue;
                if (!_targets.TryGetValue(type, out HashSet<MethodDefinition>? known)) _targets[type] = known = [];
                known.Add(target);
            }
        }
    }

    internal IEnumerable<MethodDefinition> Of(TypeDefinition type) => _targets.GetValueOrDefault(type) ?? [];
}
