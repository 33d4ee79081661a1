// SPDX-License-Identifier: MIT
namespace Skift.Core;

/// <summary>Something's place in a <see cref="LinkList{T}"/>. It is part of that thing, so adding and removing need no memory.</summary>
internal sealed class Link<T>(T owner)
    where T : class
{
    internal T Owner { get; } = owner;

    internal LinkList<T>? List { get; set; }

    internal Link<T>? Next { get; set; }

    internal Link<T>? Previous { get; set; }
}

/// <summary>A doubly linked list in order of adding. Whoever owns it says which lock guards it.</summary>
internal sealed class LinkList<T>
    where T : class
{
    private Link<T>? _last;

    internal Link<T>? First { get; private set; }

    internal Link<T>? Last => _last;

    internal int Count { get; private set; }

    internal void Add(Link<T> link)
    {
        link.List = this;
        link.Previous = _last;
        link.Next = null;
        if (_last is null)
        {
            First = link;
        }
        else
        {
            _last.Next = link;
        }

        _last = link;
        Count++;
    }

    /// <summary>Adds at the front instead of the end.</summary>
    internal void AddFirst(Link<T> link)
    {
        link.List = this;
        link.Previous = null;
        link.Next = First;
        if (First is null) _last = link;
        else First.Previous = link;
        First = link;
        Count++;
    }

    internal void Remove(Link<T> link)
    {
        if (link.Previous is null)
        {
            First = link.Next;
        }
        else
        {
            link.Previous.Next = link.Next;
        }

        if (link.Next is null)
        {
            _last = link.Previous;
        }
        else
        {
            link.Next.Previous = link.Previous;
        }

        link.List = null;
        link.Next = null;
        link.Previous = null;
        Count--;
    }
}
