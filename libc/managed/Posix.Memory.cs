// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Mapped memory.</summary>
public static unsafe partial class Posix
{
    /// <summary>mmap(2): at an address of the kernel's choice.</summary>
    /// <param name="fd">The file or device, or -1 with <c>MAP_ANONYMOUS</c>.</param>
    /// <param name="offset">In the file; a multiple of the page size.</param>
    /// <param name="length">In bytes.</param>
    /// <param name="protection">Readable, writable; not executable.</param>
    /// <param name="flags">Shared or private; <c>MAP_FIXED</c> is refused with EINVAL.</param>
    public static Result<MappedMemory> Mmap(int fd, long offset, long length, Protection protection, MapFlags flags)
    {
        // Safe code names no addresses and makes no code.
        const MapFlags Refused = MapFlags.MAP_FIXED | MapFlags.MAP_FIXED_NOREPLACE | MapFlags.MAP_GROWSDOWN;
        if ((flags & Refused) != 0 || (protection & Protection.PROT_EXEC) != 0)
        {
            return Errno.EINVAL;
        }

        long address = Syscall.Invoke(SystemCall.mmap, 0, length, (long)protection, (long)flags, fd, offset);
        Errno error = address is < 0 and >= -4095 ? (Errno)(int)-address : Errno.None;
        return error == Errno.None ? new MappedMemory((void*)address, length) : error;
    }
}
