using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System.Runtime;

/// <summary>The code addresses that an exception has passed. Grows while it unwinds; keeps quiet where memory is short.</summary>
internal unsafe struct StackTraceData
{
    private const int FirstCapacity = 16;
    private const int Most = 256;

    /// <summary>Stands between the frames before and after an exception was thrown again.</summary>
    internal const nint Seam = 0;

    private nint[]? _addresses;
    private int _count;
    private bool _isKept;

    internal readonly ReadOnlySpan<nint> Addresses => new(_addresses, 0, _count);

    /// <summary>At a throw: a new trace, unless the old one is to be continued.</summary>
    internal void Begin()
    {
        if (!_isKept)
            _count = 0;
        else if (_count != 0)
            Append(Seam);
        _isKept = false;
    }

    /// <summary>The next throw adds to the trace.</summary>
    internal void Continue() => _isKept = true;

    internal readonly StackTraceData Copy()
    {
        StackTraceData copy = this;
        copy._addresses = _count == 0 ? null : Addresses.ToArray();
        return copy;
    }

    internal void Append(nint address)
    {
        if (_count == Most || ((_addresses == null || _count == _addresses.Length) && !Grow()))
            return;
        _addresses![_count++] = address;
    }

    private bool Grow()
    {
        int capacity = _addresses == null ? FirstCapacity : _addresses.Length * 2;
        MethodTable* type = MethodTable.Of<nint[]>();
        void** memory = (void**)Heap.TryAllocate(type->BaseSize + (nuint)capacity * (nuint)sizeof(nint));
        if (memory == null)
            return false;
        ((int*)memory)[2] = capacity;
        *memory = type;
        nint[] larger = Unsafe.As<nint[]>(RuntimeExports.AsObject(memory));
        Addresses.CopyTo(larger);
        _addresses = larger;
        return true;
    }

    internal readonly string? Format() => _count == 0 ? null : StackTraceText.Format(Addresses);
}
