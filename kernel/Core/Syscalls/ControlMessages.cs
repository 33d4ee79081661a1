// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Sockets;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>The control data of sendmsg(2) and recvmsg(2): descriptors and credentials (<c>cmsg(3)</c>, <c>unix(7)</c>).</summary>
internal static class ControlMessages
{
    /// <summary>net.core.optmem_max: more is ENOBUFS.</summary>
    private const int MaximumBytes = 128 * 1024;

    /// <summary>Reads what a sender passes along. The descriptors found are held in the request, also after an error.</summary>
    /// <returns>ENOBUFS, EFAULT; EINVAL for a malformed list; EBADF; EPERM, ESRCH for credentials of others.</returns>
    internal static Errno Read(in SyscallContext context, Socket socket, in MessageHeader header, scoped ref SendRequest request)
    {
        if (header.msg_controllen == 0) return Errno.None;
        if (header.msg_controllen > MaximumBytes) return Errno.ENOBUFS;
        byte[] control = new byte[(int)header.msg_controllen];
        Errno error = UserMemory.CopyIn(new VirtualAddress(header.msg_control), control);
        if (error != Errno.None) return error;
        if (!socket.ReadsControl) return ReadRightsAndCredentials(context, socket, control, ref request);
        request.Control = control;
        return Errno.None;
    }

    private static Errno ReadRightsAndCredentials(in SyscallContext context, Socket socket, ReadOnlySpan<byte> control, scoped ref SendRequest request)
    {
        ControlReader reader = new(control);
        while (true)
        {
            Errno error = reader.Next(out bool isEnd);
            if (error != Errno.None || isEnd) return error;
            if (reader.Level != SocketOption.SOL_SOCKET) continue;
            error = reader.Type switch
            {
                ControlMessage.SCM_RIGHTS when socket.CarriesRights => ReadRights(context, reader.Data, ref request),
                ControlMessage.SCM_CREDENTIALS => ReadCredentials(context, reader.Data, ref request),
                _ => Errno.EINVAL,
            };
            if (error != Errno.None) return error;
        }
    }

    private static Errno ReadRights(in SyscallContext context, ReadOnlySpan<byte> data, scoped ref SendRequest request)
    {
        int had = request.Rights?.Length ?? 0;
        int count = data.Length / sizeof(int);
        if (count == 0) return Errno.None;
        if (count > ControlMessage.SCM_MAX_FD || had + count > ControlMessage.SCM_MAX_FD) return Errno.EINVAL;
        OpenFile[] files = new OpenFile[had + count];
        request.Rights?.CopyTo(files, 0);
        for (int i = 0; i < count; i++)
        {
            int descriptor = BitConverter.ToInt32(data[(i * sizeof(int))..]);
            if (context.Thread.Files.Get(descriptor).Try(out files[had + i], out Errno error)) continue;
            request.Rights = files.AsSpan(0, had + i).ToArray();
            return error;
        }

        request.Rights = files;
        return Errno.None;
    }

    private static Errno ReadCredentials(in SyscallContext context, ReadOnlySpan<byte> data, scoped ref SendRequest request)
    {
        if (data.Length != UserCredentials.Bytes) return Errno.EINVAL;
        UserCredentials given = new()
        {
            pid = BitConverter.ToInt32(data),
            uid = BitConverter.ToUInt32(data[4..]),
            gid = BitConverter.ToUInt32(data[8..]),
        };
        Credentials own = context.Credentials;
        if (given.uid == uint.MaxValue || given.gid == uint.MaxValue) return Errno.EINVAL;
        bool isAllowed = own.IsPrivileged
            || (given.pid == context.Process.Id
                && (given.uid == own.UserId || given.uid == own.EffectiveUserId || given.uid == own.SavedUserId)
                && (given.gid == own.GroupId || given.gid == own.EffectiveGroupId || given.gid == own.SavedGroupId));
        if (!isAllowed) return Errno.EPERM;
        if (given.pid != context.Process.Id && ProcessTable.Find(given.pid) is null) return Errno.ESRCH;
        request.Credentials = given;
        return Errno.None;
    }

    /// <summary>Writes what came along, as far as there is room; what does not fit is told by MSG_CTRUNC.</summary>
    internal static void Write(in SyscallContext context, in MessageHeader header, scoped ref ReceiveRequest request, out ulong used)
    {
        Output output = new(header);
        if (request.Controls is not null)
        {
            foreach (ReceivedControl control in request.Controls)
            {
                output.Add(control, ref request.Found);
            }
        }

        if (request.Credentials is UserCredentials credentials) output.Add(credentials, ref request.Found);
        if (request.Rights is OpenFile[] files) output.Add(context, files, ref request);
        request.Rights = null;
        used = output.Used;
    }

    /// <summary>The room for control data in the caller's memory.</summary>
    private struct Output
    {
        private readonly ulong _start;
        private ulong _next;
        private ulong _left;

        internal Output(in MessageHeader header)
        {
            _start = _next = header.msg_control;
            _left = header.msg_control == 0 ? 0 : header.msg_controllen;
        }

        internal readonly ulong Used => _next - _start;

        internal void Add(in UserCredentials credentials, ref MessageFlags found)
        {
            Span<byte> data = stackalloc byte[UserCredentials.Bytes];
            _ = BitConverter.TryWriteBytes(data, credentials.pid);
            _ = BitConverter.TryWriteBytes(data[4..], credentials.uid);
            _ = BitConverter.TryWriteBytes(data[8..], credentials.gid);
            Put(SocketOption.SOL_SOCKET, ControlMessage.SCM_CREDENTIALS, data, ref found);
        }

        internal void Add(in ReceivedControl control, ref MessageFlags found) => Put(control.Level, control.Type, control.Data, ref found);

        /// <summary>Puts a message, or as much of it as there is room for.</summary>
        private void Put(int level, int type, ReadOnlySpan<byte> content, ref MessageFlags found)
        {
            Span<byte> data = stackalloc byte[ControlMessage.HeaderBytes + content.Length];
            content.CopyTo(data[ControlMessage.HeaderBytes..]);
            if (_left < (ulong)data.Length) found |= MessageFlags.MSG_CTRUNC;
            if (_left < ControlMessage.HeaderBytes) return;
            data = data[..(int)Math.Min(_left, (ulong)data.Length)];
            PutHeader(data, data.Length, level, type);
            if (UserMemory.CopyOut(new VirtualAddress(_next), data) == Errno.None) Advance(data.Length);
        }

        internal void Add(in SyscallContext context, OpenFile[] files, scoped ref ReceiveRequest request)
        {
            DescriptorFlags flags = (request.Flags & MessageFlags.MSG_CMSG_CLOEXEC) != 0 ? DescriptorFlags.FD_CLOEXEC : DescriptorFlags.None;
            int room = _left <= ControlMessage.HeaderBytes ? 0 : (int)Math.Min((_left - ControlMessage.HeaderBytes) / sizeof(int), (ulong)files.Length);
            int count = 0;
            while (count < room && InstallOne(context, files[count], flags, _next + ControlMessage.HeaderBytes + ((ulong)count * sizeof(int))))
            {
                count++;
            }

            if (count > 0)
            {
                Span<byte> start = stackalloc byte[ControlMessage.HeaderBytes];
                int length = ControlMessage.HeaderBytes + (count * sizeof(int));
                PutHeader(start, length, SocketOption.SOL_SOCKET, ControlMessage.SCM_RIGHTS);
                if (UserMemory.CopyOut(new VirtualAddress(_next), start) == Errno.None) Advance(length);
            }

            if (count < files.Length) request.Found |= MessageFlags.MSG_CTRUNC;
            Rights.Dispose(files.AsSpan(count).ToArray());
        }

        /// <summary>Gives a file a descriptor and tells its number. The table takes the hold over if that works.</summary>
        private static bool InstallOne(in SyscallContext context, OpenFile file, DescriptorFlags flags, ulong address)
        {
            FileTable table = context.Thread.Files;
            // Held twice, so that a descriptor whose number cannot be told can be taken back.
            if (!table.Add(file.Acquire(), flags, context.Process.Limits.FileLimit).Try(out int descriptor, out _))
            {
                file.Dispose();
                return false;
            }

            if (SyscallContext.Write(address, descriptor) != Errno.None)
            {
                _ = table.Close(descriptor);
                return false;
            }

            file.Dispose();
            return true;
        }

        private static void PutHeader(Span<byte> target, int length, int level, int type)
        {
            _ = BitConverter.TryWriteBytes(target, (ulong)length);
            _ = BitConverter.TryWriteBytes(target[8..], level);
            _ = BitConverter.TryWriteBytes(target[12..], type);
        }

        private void Advance(int length)
        {
            ulong step = Math.Min((ulong)ControlMessage.Align(length), _left);
            _next += step;
            _left -= step;
        }
    }
}
