// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>
/// Gives all groups their places, from left to right and from the outside in: in this order POSIX (XBD §9.1) has parts of an expression take
/// the longest they can.
/// </summary>
internal unsafe struct RegexPlaces
{
    /// <summary>Of the groups that are numbered, if there is memory for it.</summary>
    internal int* Places;

    /// <summary>Of the last group that is numbered; 0 for none.</summary>
    internal int Last;

    private int _count;

    internal void Number(RegexNode* node)
    {
        for (; node->Kind is RegexKind.Join or RegexKind.Either; node = node->Right)
        {
            RegexCompiler.Straighten(node);
            Number(node->Left);
        }

        switch (node->Kind)
        {
            case RegexKind.Repeat:
                Number(node->Left);
                break;
            case RegexKind.Group:
                node->Low = ++_count;
                if (node->Number != 0)
                {
                    Last = node->Low;
                    if (Places != null) Places[node->Number] = node->Low;
                }

                Number(node->Left);
                node->High = _count;
                break;
        }
    }
}
