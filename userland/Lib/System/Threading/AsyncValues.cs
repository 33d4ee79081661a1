// SPDX-License-Identifier: MIT
namespace System.Threading;

/// <summary>The values of all locals in one context. Few as a rule, so that a list is the fastest way to find one.</summary>
internal sealed class AsyncValues
{
    internal static readonly AsyncValues Empty = new([]);

    private readonly (IAsyncLocal Local, object? Value)[] _entries;

    private AsyncValues((IAsyncLocal Local, object? Value)[] entries) => _entries = entries;

    internal bool TryGet(IAsyncLocal local, out object? value)
    {
        int index = IndexOf(local);
        value = index < 0 ? null : _entries[index].Value;
        return index >= 0;
    }

    /// <summary>Null is as good as no value, except for who wants to know of changes.</summary>
    internal AsyncValues With(IAsyncLocal local, object? value)
    {
        int index = IndexOf(local);
        if (value == null && !local.WantsChanges) return index < 0 ? this : Without(index);
        (IAsyncLocal Local, object? Value)[] entries = new (IAsyncLocal, object?)[_entries.Length + (index < 0 ? 1 : 0)];
        _entries.CopyTo(entries, 0);
        entries[index < 0 ? _entries.Length : index] = (local, value);
        return new AsyncValues(entries);
    }

    internal static void TellOfChange(AsyncValues before, AsyncValues after)
    {
        if (before == after) return;
        foreach ((IAsyncLocal local, object? previous) in before._entries)
        {
            if (!local.WantsChanges) continue;
            _ = after.TryGet(local, out object? current);
            if (!ReferenceEquals(previous, current)) local.OnChanged(previous, current, isContextChanged: true);
        }

        foreach ((IAsyncLocal local, object? current) in after._entries)
        {
            if (local.WantsChanges && before.IndexOf(local) < 0 && current != null) local.OnChanged(null, current, isContextChanged: true);
        }
    }

    private AsyncValues Without(int index)
    {
        if (_entries.Length == 1) return Empty;
        (IAsyncLocal Local, object? Value)[] entries = new (IAsyncLocal, object?)[_entries.Length - 1];
        _entries.AsSpan(0, index).CopyTo(entries);
        _entries.AsSpan(index + 1).CopyTo(entries.AsSpan(index));
        return new AsyncValues(entries);
    }

    private int IndexOf(IAsyncLocal local)
    {
        for (int i = 0; i < _entries.Length; i++)
        {
            if (ReferenceEquals(_entries[i].Local, local)) return i;
        }

        return -1;
    }
}
