// SPDX-License-Identifier: MIT
namespace Skift.Core.Scheduling;

/// <summary>Something that waits in a <see cref="PairingHeap"/>: its links are part of it, so queueing never allocates.</summary>
internal abstract class HeapNode
{
    /// <summary>What the heap is ordered by; may change only while the node is in none.</summary>
    internal long Key { get; set; }

    internal bool IsInHeap { get; set; }

    internal HeapNode? Child { get; set; }

    internal HeapNode? Next { get; set; }

    /// <summary>The parent of a first child, else the left sibling.</summary>
    internal HeapNode? Previous { get; set; }
}

/// <summary>
/// A priority queue over linked nodes. A pairing heap (Fredman, Sedgewick, Sleator, Tarjan 1986): constant-time insert and minimum,
/// logarithmic removal of any node (amortised), and no memory of its own, so that interrupt handlers can use it.
/// </summary>
internal struct PairingHeap
{
    internal HeapNode? First { get; private set; }

    internal int Count { get; private set; }

    internal void Insert(HeapNode node)
    {
        node.Child = null;
        node.Next = null;
        node.Previous = null;
        node.IsInHeap = true;
        First = First is null ? node : Meld(First, node);
        Count++;
    }

    internal void Remove(HeapNode node)
    {
        if (node == First)
        {
            First = MeldPairs(node.Child);
        }
        else
        {
            Unlink(node);
            HeapNode? rest = MeldPairs(node.Child);
            if (rest is not null)
            {
                First = Meld(First!, rest);
            }
        }

        node.Child = null;
        node.IsInHeap = false;
        Count--;
    }

    /// <summary>The next node in a walk over the whole heap, parents before their children.</summary>
    internal static HeapNode? Successor(HeapNode node)
    {
        if (node.Child is not null)
        {
            return node.Child;
        }

        while (node.Next is null)
        {
            // Back over the elder siblings to the parent.
            HeapNode child;
            do
            {
                child = node;
                if (node.Previous is not HeapNode previous)
                {
                    return null;
                }

                node = previous;
            }
            while (node.Child != child);
        }

        return node.Next;
    }

    private static void Unlink(HeapNode node)
    {
        HeapNode previous = node.Previous!;
        if (previous.Child == node)
        {
            previous.Child = node.Next;
        }
        else
        {
            previous.Next = node.Next;
        }

        if (node.Next is not null)
        {
            node.Next.Previous = previous;
        }

        node.Next = null;
        node.Previous = null;
    }

    /// <summary>Makes the root with the larger key the first child of the other. Equal keys keep their order.</summary>
    private static HeapNode Meld(HeapNode left, HeapNode right)
    {
        if (right.Key < left.Key)
        {
            (left, right) = (right, left);
        }

        right.Next = left.Child;
        if (left.Child is not null)
        {
            left.Child.Previous = right;
        }

        left.Child = right;
        right.Previous = left;
        return left;
    }

    /// <summary>Melds a list of siblings into one root: in pairs from the left, then the pairs from the right.</summary>
    private static HeapNode? MeldPairs(HeapNode? sibling)
    {
        HeapNode? pairs = null;
        while (sibling is not null)
        {
            HeapNode left = sibling;
            HeapNode? right = left.Next;
            sibling = right?.Next;
            Detach(left);
            if (right is not null)
            {
                Detach(right);
                left = Meld(left, right);
            }

            left.Next = pairs;
            pairs = left;
        }

        HeapNode? root = null;
        while (pairs is not null)
        {
            HeapNode pair = pairs;
            pairs = pair.Next;
            pair.Next = null;
            root = root is null ? pair : Meld(root, pair);
        }

        return root;
    }

    private static void Detach(HeapNode node)
    {
        node.Next = null;
        node.Previous = null;
    }
}
