// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Skift.Coverage;

/// <summary>Puts a counter of a byte at the head of each basic block. The counters have a fixed address, so they work from a program's first instruction.</summary>
internal sealed class BlockCounters(long address, int size)
{
    /// <summary>Blocks so far. Past the size of the map counters are shared, from its second byte on: fuzzers keep the first for themselves.</summary>
    internal int Count { get; private set; }

    internal void Add(MethodBody body)
    {
        // The short forms of branches would not reach over what is added.
        body.SimplifyMacros();
        Dictionary<Instruction, Instruction> heads = [];
        ILProcessor processor = body.GetILProcessor();
        foreach (Instruction leader in Leaders(body)) heads[leader] = Insert(processor, leader);
        foreach (Instruction instruction in body.Instructions)
        {
            instruction.Operand = instruction.Operand switch
            {
                Instruction target => heads.GetValueOrDefault(target, target),
                Instruction[] targets => Array.ConvertAll(targets, target => heads.GetValueOrDefault(target, target)),
                _ => instruction.Operand,
            };
        }

        body.OptimizeMacros();
    }

    /// <summary>ECMA-335 III.1.7.2: control enters at the first instruction, at targets of branches, and after a branch that may not be taken.</summary>
    private static List<Instruction> Leaders(MethodBody body)
    {
        if (body.HasExceptionHandlers) throw new InvalidDataException($"{body.Method.FullName} has exception handlers");
        HashSet<Instruction> leaders = [body.Instructions[0]];
        foreach (Instruction instruction in body.Instructions)
        {
            if (instruction.Operand is Instruction target) leaders.Add(target);
            if (instruction.Operand is Instruction[] targets) leaders.UnionWith(targets);
            if (instruction.OpCode.FlowControl == FlowControl.Cond_Branch && instruction.Next is { } next) leaders.Add(next);
        }

        return [.. body.Instructions.Where(leaders.Contains)];
    }

    private Instruction Insert(ILProcessor processor, Instruction leader)
    {
        long counter = address + 1 + (Count++ % (size - 1));
        Instruction[] code =
        [
            processor.Create(OpCodes.Ldc_I4, checked((int)counter)), processor.Create(OpCodes.Conv_U), processor.Create(OpCodes.Dup),
            processor.Create(OpCodes.Ldind_U1), processor.Create(OpCodes.Ldc_I4_1), processor.Create(OpCodes.Add), processor.Create(OpCodes.Stind_I1),
        ];
        foreach (Instruction instruction in code) processor.InsertBefore(leader, instruction);
        return code[0];
    }
}
