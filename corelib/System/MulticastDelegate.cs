using System.Runtime;
using Internal.Runtime;

namespace System;

/// <summary>The base of all delegate types: one function, or a list of them called in order.</summary>
/// <remarks>
/// A list is held in <c>_helperObject</c> as <c>Wrapper[]</c>, its used length in <c>_extraFunctionPointerOrData</c>; the
/// thunk ILC makes for each delegate type walks it. Lists are immutable once a delegate that shows them exists.
/// </remarks>
public abstract unsafe class MulticastDelegate : Delegate
{
    public sealed override bool Equals(object? obj)
    {
        if (ReferenceEquals(this, obj))
            return true;
        if (obj is not MulticastDelegate other || other.TypeTable != TypeTable)
            return false;
        if (!IsMulticast)
            return !other.IsMulticast && SameTarget(this, other);
        if (!other.IsMulticast || _extraFunctionPointerOrData != other._extraFunctionPointerOrData)
            return false;
        for (int i = 0; i < (int)_extraFunctionPointerOrData; i++)
        {
            if (!InvocationList[i].Value.Equals(other.InvocationList[i].Value))
                return false;
        }
        return true;
    }

    public sealed override int GetHashCode()
    {
        if (!IsMulticast)
            return base.GetHashCode();
        int hash = 0;
        for (int i = 0; i < (int)_extraFunctionPointerOrData; i++)
            hash = hash * 33 + InvocationList[i].Value.GetHashCode();
        return hash;
    }

    public sealed override Delegate[] GetInvocationList()
    {
        if (!IsMulticast)
            return [this];
        Delegate[] result = new Delegate[(int)_extraFunctionPointerOrData];
        for (int i = 0; i < result.Length; i++)
            result[i] = InvocationList[i].Value;
        return result;
    }

    /// <summary>Whether two single delegates call the same function on the same target.</summary>
    internal static bool SameTarget(Delegate a, Delegate b)
    {
        if (a.TypeTable != b.TypeTable || !FunctionPointerOps.Same(a._functionPointer, b._functionPointer))
            return false;
        if (!ReferenceEquals(a._firstParameter, a))
            return ReferenceEquals(a._firstParameter, b._firstParameter);
        return ReferenceEquals(b._firstParameter, b) && ReferenceEquals(a._helperObject, b._helperObject)
            && FunctionPointerOps.Same(a._extraFunctionPointerOrData, b._extraFunctionPointerOrData);
    }

    internal static Delegate CombineImpl(Delegate a, Delegate b)
    {
        if (a.TypeTable != b.TypeTable)
            throw new ArgumentException("Delegates must be of the same type.");
        int first = Count(a);
        int second = Count(b);
        Wrapper[] list = new Wrapper[first + second];
        CopyList(a, list, 0);
        CopyList(b, list, first);
        return FromList(a, list, list.Length);
    }

    /// <summary>Removes the last occurrence of <paramref name="value"/>'s list from <paramref name="source"/>'s.</summary>
    internal static Delegate? RemoveImpl(Delegate source, Delegate value)
    {
        if (source.TypeTable != value.TypeTable)
            throw new ArgumentException("Delegates must be of the same type.");
        int count = Count(source);
        int removed = Count(value);
        for (int start = count - removed; start >= 0; start--)
        {
            if (!Matches(source, start, value, removed))
                continue;
            int rest = count - removed;
            if (rest == 0)
                return null;
            if (rest == 1)
                return Item(source, start == 0 ? count - 1 : 0);
            Wrapper[] list = new Wrapper[rest];
            for (int i = 0; i < rest; i++)
                list[i].Value = Item(source, i < start ? i : i + removed);
            return FromList(source, list, rest);
        }
        return source;
    }

    private static bool Matches(Delegate source, int start, Delegate value, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (!Item(source, start + i).Equals(Item(value, i)))
                return false;
        }
        return true;
    }

    private static int Count(Delegate d) => d.IsMulticast ? (int)d._extraFunctionPointerOrData : 1;

    private static Delegate Item(Delegate d, int index) => d.IsMulticast ? d.InvocationList[index].Value : d;

    private static void CopyList(Delegate from, Wrapper[] to, int start)
    {
        for (int i = 0; i < Count(from); i++)
            to[start + i].Value = Item(from, i);
    }

    private static Delegate FromList(Delegate like, Wrapper[] list, int count)
    {
        MulticastDelegate result = (MulticastDelegate)RuntimeExports.RhNewObject(like.TypeTable);
        result._helperObject = list;
        result._extraFunctionPointerOrData = count;
        result._functionPointer = result.MulticastThunkAddress;
        result._firstParameter = result;
        return result;
    }

    private nint MulticastThunkAddress => GetThunk(MulticastThunk);
}
