// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace Skift.Text;

internal enum RegexOp
{
    Character,
    Any,
    Set,
    Split,
    Jump,
    Save,
    BackReference,
    Assert,
    LoopMark,
    LoopCheck,
    Match,
}

/// <summary>One step of a compiled expression. What the numbers mean depends on the operation.</summary>
internal readonly struct RegexInstruction(RegexOp op, int x = 0, int y = 0, CharacterSet? set = null)
{
    public RegexOp Op => op;

    /// <summary>The character, the slot, the assertion, or where to go on (first).</summary>
    public int X => x;

    /// <summary>Where else to go on.</summary>
    public int Y => y;

    public CharacterSet? Set => set;
}

/// <summary>Turns the tree into instructions for a machine that follows all paths at once.</summary>
internal sealed class RegexCompiler
{
    private const int MaximumSize = 1 << 16;

    private readonly List<RegexInstruction> _code = [];

    /// <summary>Repetitions whose body may match nothing must not go round without moving on.</summary>
    public int LoopCount { get; private set; }

    public bool HasBackReferences { get; private set; }

    public bool IsTooBig { get; private set; }

    public RegexInstruction[] Compile(RegexNode root)
    {
        Emit(root);
        Add(new RegexInstruction(RegexOp.Match));
        return _code.ToArray();
    }

    private int Add(RegexInstruction instruction)
    {
        IsTooBig |= _code.Count >= MaximumSize;
        if (!IsTooBig)
        {
            _code.Add(instruction);
        }

        return _code.Count - 1;
    }

    private void Emit(RegexNode node)
    {
        if (IsTooBig) return;

        switch (node.Kind)
        {
            case RegexNodeKind.Empty: break;
            case RegexNodeKind.Character: Add(new RegexInstruction(RegexOp.Character, node.Value)); break;
            case RegexNodeKind.Any: Add(new RegexInstruction(RegexOp.Any)); break;
            case RegexNodeKind.Set: Add(new RegexInstruction(RegexOp.Set, set: node.Set)); break;
            case RegexNodeKind.Sequence: node.Children.ForEach(Emit); break;
            case RegexNodeKind.Alternatives: EmitAlternatives(node); break;
            case RegexNodeKind.Repeat: EmitRepeat(node); break;
            case RegexNodeKind.Group:
                Add(new RegexInstruction(RegexOp.Save, node.Value * 2));
                Emit(node.Children[0]);
                Add(new RegexInstruction(RegexOp.Save, node.Value * 2 + 1));
                break;
            case RegexNodeKind.BackReference:
                HasBackReferences = true;
                Add(new RegexInstruction(RegexOp.BackReference, node.Value));
                break;
            default: Add(new RegexInstruction(RegexOp.Assert, (int)node.Kind)); break;
        }
    }

    private void EmitAlternatives(RegexNode node)
    {
        List<int> exits = [];
        for (int i = 0; i < node.Children.Count; i++)
        {
            bool isLast = i == node.Children.Count - 1;
            int split = isLast ? -1 : Add(default);
            Emit(node.Children[i]);
            if (!isLast)
            {
                exits.Add(Add(default));
                Patch(split, new RegexInstruction(RegexOp.Split, split + 1, _code.Count));
            }
        }

        foreach (int exit in exits)
        {
            Patch(exit, new RegexInstruction(RegexOp.Jump, _code.Count));
        }
    }

    private void EmitRepeat(RegexNode node)
    {
        RegexNode body = node.Children[0];
        for (int i = 0; i < node.Minimum && !IsTooBig; i++)
        {
            Emit(body);
        }

        if (node.Maximum == RegexNode.Unbounded)
        {
            EmitStar(body);
            return;
        }

        List<int> exits = [];
        for (int i = node.Minimum; i < node.Maximum && !IsTooBig; i++)
        {
            exits.Add(Add(default));
            Emit(body);
        }

        foreach (int exit in exits)
        {
            Patch(exit, new RegexInstruction(RegexOp.Split, exit + 1, _code.Count));
        }
    }

    private void EmitStar(RegexNode body)
    {
        int loop = LoopCount++;
        int split = Add(default);
        Add(new RegexInstruction(RegexOp.LoopMark, loop));
        Emit(body);
        Add(new RegexInstruction(RegexOp.LoopCheck, loop));
        Add(new RegexInstruction(RegexOp.Jump, split));
        Patch(split, new RegexInstruction(RegexOp.Split, split + 1, _code.Count));
    }

    private void Patch(int index, RegexInstruction instruction)
    {
        if (!IsTooBig)
        {
            _code[index] = instruction;
        }
    }
}
