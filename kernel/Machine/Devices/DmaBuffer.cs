// SPDX-License-Identifier: MIT
using System;
using System.Threading;

namespace Skift.Machine;

/// <summary>Zeroed memory that is contiguous on the bus: rings, descriptors, frame buffers.</summary>
/// <remarks>
/// The device may write to it at any time; whoever reads checks what it finds. Dispose of it only after the device was told to stop.
/// User mappings of its pages keep those pages alive. <c>Read</c> and <c>Write</c> order accesses against the device (x86 DMA is coherent).
/// </remarks>
public sealed unsafe class DmaBuffer : IDisposable
{
    private readonly uint _frameCount;
    private byte* _start;
    private int _users;

    private DmaBuffer(PhysicalAddress address, int length, uint frameCount)
    {
        Address = address;
        Length = length;
        _frameCount = frameCount;
        _start = (byte*)DirectMap.ToPointer(address);
    }

    /// <summary>Where the device finds it: page aligned.</summary>
    public PhysicalAddress Address { get; }

    /// <summary>Bytes.</summary>
    public int Length { get; }

    /// <summary>Takes zeroed memory.</summary>
    /// <param name="length">Bytes, up to 32 MiB.</param>
    /// <returns><c>null</c> if no contiguous memory of that size is free.</returns>
    public static DmaBuffer? TryAllocate(int length)
    {
        if (length <= 0) throw new ArgumentOutOfRangeException(nameof(length));
        uint frameCount = ((uint)length + Page.Size - 1) / Page.Size;
        if (!FrameAllocator.TryAllocateContiguous(frameCount, out PhysicalAddress first)) return null;
        for (uint i = 0; i < frameCount; i++) FrameAllocator.Zero(first + ((ulong)i * Page.Size));
        return new DmaBuffer(first, length, frameCount);
    }

    /// <summary>The bytes: <c>using DmaBuffer.Access access = buffer.Open();</c> — then <c>access.Span</c>. Keeps the buffer alive meanwhile.</summary>
    public Access Open()
    {
        _ = Interlocked.Increment(ref _users);
        if (_start != null) return new Access(this);
        _ = Interlocked.Decrement(ref _users);
        throw new ObjectDisposedException(nameof(DmaBuffer));
    }

    /// <summary>Reads a value that the device may be writing, in one access. Later reads see what the device wrote before it.</summary>
    public ushort Read16(int offset) => Volatile.Read(ref *(ushort*)At(offset, 2));

    /// <inheritdoc cref="Read16"/>
    public uint Read32(int offset) => Volatile.Read(ref *(uint*)At(offset, 4));

    /// <inheritdoc cref="Read16"/>
    public ulong Read64(int offset) => Volatile.Read(ref *(ulong*)At(offset, 8));

    /// <summary>Writes a value that the device may be reading, in one access. The device sees earlier writes first.</summary>
    public void Write16(int offset, ushort value) => Volatile.Write(ref *(ushort*)At(offset, 2), value);

    /// <inheritdoc cref="Write16"/>
    public void Write32(int offset, uint value) => Volatile.Write(ref *(uint*)At(offset, 4), value);

    /// <inheritdoc cref="Write16"/>
    public void Write64(int offset, ulong value) => Volatile.Write(ref *(ulong*)At(offset, 8), value);

    /// <summary>Gives the memory back. The device must not use it any more.</summary>
    /// <exception cref="InvalidOperationException">An access is open.</exception>
    public void Dispose()
    {
        if (_start == null) return;
        if (Volatile.Read(ref _users) != 0) throw new InvalidOperationException("DMA buffer is in use");
        _start = null;
        for (uint i = 0; i < _frameCount; i++) FrameAllocator.Release(Address + ((ulong)i * Page.Size));
    }

    internal bool TryAddFrameReference(int offset, out PhysicalAddress frame)
    {
        frame = Address + (ulong)offset;
        if (offset < 0 || offset >= Length || offset % Page.Size != 0 || _start == null) return false;
        FrameAllocator.AddReference(frame);
        return true;
    }

    // SAFETY: inside the buffer, aligned, and the buffer is not disposed.
    private byte* At(int offset, int width)
    {
        if (offset < 0 || offset > Length - width) throw new ArgumentOutOfRangeException(nameof(offset));
        if ((offset & (width - 1)) != 0) throw new ArgumentException("access is not aligned", nameof(offset));
        byte* start = _start;
        if (start == null) throw new ObjectDisposedException(nameof(DmaBuffer));
        return start + offset;
    }

    /// <summary>The right to touch the buffer's bytes.</summary>
    public readonly ref struct Access
    {
        private readonly DmaBuffer _buffer;

        internal Access(DmaBuffer buffer) => _buffer = buffer;

        // SAFETY: the buffer cannot be disposed while an access is open.
        public Span<byte> Span => new(_buffer._start, _buffer.Length);

        public void Dispose() => Interlocked.Decrement(ref _buffer._users);
    }
}
