// SPDX-License-Identifier: MIT
namespace Skift.Core;

/// <summary>Something's place in a <see cref="LinkList{T}"/>. It is part of that thing, so adding and removing need no memory.</summary>
public sealed class Link<T>(T owner)
    where T : class
{
    public T Owner { get; } = owner;

    public LinkList<T>? List { get; internal set; }

    public Link<T>? Next { get; internal set; }

    public Link<T>? Previous { get; internal set; }
}

/// <summary>A doubly linked list in order of adding. Whoever owns it says which lock guards it.</summary>
public sealed class LinkList<T>
    where T : class
{
    private Link<T>? _last;

    public Link<T>? First { get; private set; }

    public Link<T>? Last => _last;

    public int Count { get; private set; }

    public void Add(Link<T> link)
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
    public void AddFirst(Link<T> link)
    {
        link.List = this;
        link.Previous = null;
        link.Next = First;
        if (First is null) _last = link;
        else First.Previous = link;
        First = link;
        Count++;
    }

    public void Remove(Link<T> link)
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
