// SPDX-License-Identifier: MIT

namespace Skift.Drivers.Serial;

/// <summary>Bytes that wait for a transmitter, oldest first. The owner locks it.</summary>
internal struct TransmitRing
{
    public const int Capacity = 4096;

    private readonly byte[] _bytes = new byte[Capacity];
    private int _first;

    public TransmitRing()
    {
    }

    public int Count { readonly get; private set; }

    public readonly int Room => Capacity - Count;

    /// <summary>False: it is full.</summary>
    public bool TryAdd(byte value)
    {
        if (Count == Capacity) return false;
        _bytes[(_first + Count) % Capacity] = value;
        Count++;
        return true;
    }

    /// <summary>False: it is empty.</summary>
    public bool TryTake(out byte value)
    {
        value = _bytes[_first];
        if (Count == 0) return false;
        _first = (_first + 1) % Capacity;
        Count--;
        return true;
    }

    public void Clear() => Count = 0;
}
