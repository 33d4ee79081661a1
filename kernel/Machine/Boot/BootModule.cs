// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>A file that the boot loader put into memory.</summary>
public sealed unsafe class BootModule
{
    private readonly PhysicalAddress _address;
    private readonly long _length;
    private int _users;
    private bool _isReleased;

    internal BootModule(PhysicalAddress address, long length)
    {
        _address = address;
        _length = length;
    }

    /// <summary>Bytes.</summary>
    public long Length => _length;

    /// <summary>The bytes: <c>using BootModule.Access access = module.Open();</c> — then <c>access.Span</c>.</summary>
    /// <exception cref="ObjectDisposedException">It was released.</exception>
    public Access Open()
    {
        if (_isReleased) throw new ObjectDisposedException(nameof(BootModule));
        _users++;
        return new Access(this);
    }

    /// <summary>Gives the memory to the frame allocator: the contents have been unpacked.</summary>
    /// <exception cref="InvalidOperationException">An access is open.</exception>
    public void Release()
    {
        if (_isReleased) return;
        if (_users != 0) throw new InvalidOperationException("boot module is in use");
        _isReleased = true;
        BootMemoryMap.ReleaseReserved(_address, (ulong)_length);
    }

    /// <summary>The right to read the module.</summary>
    public readonly ref struct Access
    {
        private readonly BootModule _module;

        internal Access(BootModule module) => _module = module;

        // SAFETY: the module's frames were set aside at boot and are not released while an access is open.
        public ReadOnlySpan<byte> Span => new(DirectMap.ToPointer(_module._address), (int)_module._length);

        public void Dispose() => _module._users--;
    }
}
