// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>setxattr(2), getxattr(2), listxattr(2), removexattr(2), each by name, by name without following, and by descriptor.</summary>
internal static class AttributeCalls
{
    private const int XATTR_NAME_MAX = 255;
    private const ulong XATTR_SIZE_MAX = 65536;
    private const ulong XATTR_LIST_MAX = 65536;
    private const int XATTR_CREATE = 1;
    private const int XATTR_REPLACE = 2;

    internal static Result<long> setxattr(in SyscallContext context, ulong file, AttributeTarget target, ulong nameAddress, ulong value, ulong size, int flags)
    {
        if ((flags & ~(XATTR_CREATE | XATTR_REPLACE)) != 0) return Errno.EINVAL;
        Errno error = ReadName(nameAddress, out byte[] name);
        if (error != Errno.None) return error;
        if (size > XATTR_SIZE_MAX) return Errno.E2BIG;
        byte[] bytes = new byte[(int)size];
        error = UserMemory.CopyIn(new VirtualAddress(value), bytes);
        if (error != Errno.None) return error;
        if (!Find(context, file, target, out OpenFile? held).Try(out Path path, out error)) return error;
        using (held)
        {
            return SyscallContext.Done(context.Files.SetAttribute(path, name, bytes, (flags & XATTR_CREATE) != 0, (flags & XATTR_REPLACE) != 0));
        }
    }

    internal static Result<long> getxattr(in SyscallContext context, ulong file, AttributeTarget target, ulong nameAddress, ulong buffer, ulong size)
    {
        Errno error = ReadName(nameAddress, out byte[] name);
        if (error != Errno.None) return error;
        if (!Find(context, file, target, out OpenFile? held).Try(out Path path, out error)) return error;
        using (held)
        {
            return context.Files.GetAttribute(path, name).Try(out byte[] value, out error) ? Give(value, buffer, Math.Min(size, XATTR_SIZE_MAX)) : error;
        }
    }

    internal static Result<long> listxattr(in SyscallContext context, ulong file, AttributeTarget target, ulong buffer, ulong size)
    {
        if (!Find(context, file, target, out OpenFile? held).Try(out Path path, out Errno error)) return error;
        using (held)
        {
            return Give(context.Files.ListAttributes(path), buffer, Math.Min(size, XATTR_LIST_MAX));
        }
    }

    internal static Result<long> removexattr(in SyscallContext context, ulong file, AttributeTarget target, ulong nameAddress)
    {
        Errno error = ReadName(nameAddress, out byte[] name);
        if (error != Errno.None) return error;
        if (!Find(context, file, target, out OpenFile? held).Try(out Path path, out error)) return error;
        using (held)
        {
            return SyscallContext.Done(context.Files.RemoveAttribute(path, name));
        }
    }

    /// <summary>Size 0 asks for the length alone.</summary>
    private static Result<long> Give(byte[] value, ulong buffer, ulong size)
    {
        if (size == 0) return value.Length;
        if ((ulong)value.Length > size) return Errno.ERANGE;
        Errno error = UserMemory.CopyOut(new VirtualAddress(buffer), value);
        return error == Errno.None ? value.Length : error;
    }

    private static Result<Path> Find(in SyscallContext context, ulong file, AttributeTarget target, out OpenFile? held)
    {
        held = null;
        if (target == AttributeTarget.Descriptor) return context.GetFile((int)file).Try(out held, out Errno missing) ? held.Path : missing;
        Errno error = context.ReadPath(file, out ReadOnlySpan<byte> name);
        return error != Errno.None ? error : context.Files.FindForAttributes(name, target == AttributeTarget.Name);
    }

    private static Errno ReadName(ulong address, out byte[] name)
    {
        name = [];
        Span<byte> buffer = stackalloc byte[XATTR_NAME_MAX + 1];
        if (!UserMemory.CopyStringIn(new VirtualAddress(address), buffer).Try(out int length, out Errno error)) return error == Errno.ENAMETOOLONG ? Errno.ERANGE : error;
        name = buffer[..length].ToArray();
        return length == 0 ? Errno.ERANGE : Errno.None;
    }
}

/// <summary>How a call names its file.</summary>
internal enum AttributeTarget
{
    Name,
    NameOfLink,
    Descriptor,
}
