// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Questions to the name servers, side by side: by UDP to each server in turn, and by TCP where an answer is cut (RFC 1035 §4.2, RFC 7766).</summary>
internal unsafe ref struct DnsExchange
{
    internal const int MostQuestions = 2;
    private const int Port = 53;
    private const int UdpSize = 1232;

    internal struct Question
    {
        internal byte* Query;
        internal int QueryLength;
        internal byte* Answer;
        internal int Size;

        /// <summary>0 while there is none.</summary>
        internal int AnswerLength;
    }

    [StructLayout(LayoutKind.Sequential, Size = 28)]
    private struct SocketAddress
    {
        public ushort Family;
        public ushort Port;
        public fixed byte Bytes[24];
    }

    private Question* _questions;
    private int _count;

    /// <summary>Asks all; 0, or EAI_AGAIN if a question got no answer.</summary>
    internal static int Ask(ResolverSettings* settings, Question* questions, int count)
    {
        DnsExchange exchange = default;
        exchange._questions = questions;
        exchange._count = count;
        for (int attempt = 0; attempt < settings->Attempts; attempt++)
        {
            for (int i = 0; i < settings->ServerCount; i++)
            {
                long share = settings->Seconds * 1000L / settings->ServerCount;
                exchange.AskServer(settings->Server(i), attempt == 0 ? settings->Seconds * 1000L : share << attempt);
                if (exchange.IsDone())
                {
                    return 0;
                }
            }
        }

        return NetworkError.Again;
    }

    private readonly bool IsDone()
    {
        for (int i = 0; i < _count; i++)
        {
            if (_questions[i].AnswerLength == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A connected socket takes answers from that server alone, and hears at once if nobody listens there.</summary>
    private static int Connect(HostAddress* server, int type)
    {
        const int CloseOnExec = 0x80000;
        SocketAddress address = default;
        address.Family = (ushort)server->Family;
        address.Port = C.htons(Port);
        bool isIPv4 = server->Family == HostAddress.IPv4;
        C.memcpy(address.Bytes + (isIPv4 ? 0 : 4), server->Bytes, (nuint)server->Size);
        *(uint*)(address.Bytes + 20) = server->Scope;
        int fd = C.socket(server->Family, type | CloseOnExec, 0);
        if (fd >= 0 && C.connect(fd, &address, isIPv4 ? 16u : 28u) < 0)
        {
            _ = C.close(fd);
            return -1;
        }

        return fd;
    }

    private void AskServer(HostAddress* server, long milliseconds)
    {
        const int Datagram = 2;
        int fd = Connect(server, Datagram);
        if (fd < 0)
        {
            return;
        }

        bool hasTruncated = false;
        for (int i = 0; i < _count; i++)
        {
            if (_questions[i].AnswerLength == 0)
            {
                _ = C.send(fd, _questions[i].Query, (nuint)_questions[i].QueryLength, 0x4000);
            }
        }

        long end = Milliseconds() + milliseconds;
        while (!IsDone())
        {
            long left = end - Milliseconds();
            PollDescriptor poll = new() { fd = fd, events = PollEvents.POLLIN };
            if (left <= 0 || C.poll(&poll, 1, (int)left) <= 0 || !Receive(fd, ref hasTruncated))
            {
                break;
            }
        }

        _ = C.close(fd);
        for (int i = 0; i < _count && hasTruncated; i++)
        {
            if (_questions[i].AnswerLength > 0 && DnsMessage.IsTruncated(_questions[i].Answer))
            {
                AskByStream(server, _questions + i, milliseconds);
            }
        }
    }

    /// <summary>One datagram; false if this server will not answer.</summary>
    private bool Receive(int fd, ref bool hasTruncated)
    {
        byte* datagram = stackalloc byte[UdpSize];
        long length = C.recv(fd, datagram, UdpSize, 0);
        if (length < 0)
        {
            return false;
        }

        for (int i = 0; i < _count; i++)
        {
            Question* question = _questions + i;
            if (question->AnswerLength != 0 || !DnsMessage.Answers(question->Query, question->QueryLength, datagram, (int)length))
            {
                continue;
            }

            const int NoError = 0, NoSuchName = 3;
            if (DnsMessage.ResponseCode(datagram) is not NoError and not NoSuchName)
            {
                return false;
            }

            question->AnswerLength = (int)length < question->Size ? (int)length : question->Size;
            C.memcpy(question->Answer, datagram, (nuint)question->AnswerLength);
            hasTruncated |= DnsMessage.IsTruncated(datagram);
        }

        return true;
    }

    /// <summary>The same question by TCP, each message behind its length; the cut answer stays if that fails.</summary>
    private static void AskByStream(HostAddress* server, Question* question, long milliseconds)
    {
        const int Stream = 1, SocketLevel = 1, ReceiveTimeout = 20, SendTimeout = 21;
        int fd = Connect(server, Stream);
        if (fd < 0)
        {
            return;
        }

        Timeval timeout = Timeval.FromNanoseconds(milliseconds * 1_000_000);
        _ = C.setsockopt(fd, SocketLevel, ReceiveTimeout, &timeout, (uint)sizeof(Timeval));
        _ = C.setsockopt(fd, SocketLevel, SendTimeout, &timeout, (uint)sizeof(Timeval));
        byte* size = stackalloc byte[2];
        DnsMessage.Put16(size, question->QueryLength);
        if (C.send(fd, size, 2, 0xC000) == 2 && C.send(fd, question->Query, (nuint)question->QueryLength, 0x4000) == question->QueryLength
            && ReceiveAll(fd, size, 2))
        {
            int length = DnsMessage.Get16(size);
            byte* answer = (byte*)C.malloc((nuint)length + 1);
            if (answer != null && ReceiveAll(fd, answer, length) && DnsMessage.Answers(question->Query, question->QueryLength, answer, length))
            {
                question->AnswerLength = length < question->Size ? length : question->Size;
                C.memcpy(question->Answer, answer, (nuint)question->AnswerLength);
            }

            C.free(answer);
        }

        _ = C.close(fd);
    }

    private static bool ReceiveAll(int fd, byte* target, int count)
    {
        for (int done = 0; done < count;)
        {
            long length = C.recv(fd, target + done, (nuint)(count - done), 0);
            if (length <= 0)
            {
                return false;
            }

            done += (int)length;
        }

        return true;
    }

    private static long Milliseconds()
    {
        Timespec now;
        _ = Syscall.Invoke(SystemCall.clock_gettime, (long)ClockId.CLOCK_MONOTONIC, (long)&now);
        return (now.tv_sec * 1000) + (now.tv_nsec / 1_000_000);
    }
}
