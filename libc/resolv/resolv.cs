// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>resolv.h: questions to the domain name system, and the names in its messages (resolver(3)).</summary>
public static unsafe partial class C
{
    private const int HostNotFound = 1;
    private const int TryAgain = 2;
    private const int NoRecovery = 3;
    private const int NoData = 4;
    private const int MostQuery = DnsMessage.HeaderSize + DnsMessage.MostName + 4;

    /// <summary>The settings are read for each question, so there is nothing to prepare.</summary>
    [RuntimeExport("res_init")]
    public static int res_init() => 0;

    /// <summary>A query (opcode 0) for a name; its length, or -1.</summary>
    [RuntimeExport("res_mkquery")]
    public static int res_mkquery(int operation, byte* name, int resourceClass, int type, byte* data, int length, byte* record, byte* buffer, int size) =>
        operation != 0 || (uint)resourceClass > 255 || (uint)type > 65535 ? -1 : DnsMessage.MakeQuery(name, type, resourceClass, buffer, size);

    /// <summary>The answer to a query of res_mkquery; its length, or -1 with ETIMEDOUT.</summary>
    [RuntimeExport("res_send")]
    public static int res_send(byte* query, int length, byte* answer, int size)
    {
        ResolverSettings settings;
        ResolverSettings.Load(&settings);
        DnsExchange.Question question = new() { Query = query, QueryLength = length, Answer = answer, Size = size };
        return DnsExchange.Ask(&settings, &question, 1) == 0 ? question.AnswerLength : Error.Set(Errno.ETIMEDOUT);
    }

    /// <summary>The answer to a question; -1 with h_errno if there is none: no such name, no such data, or no server.</summary>
    [RuntimeExport("res_query")]
    public static int res_query(byte* name, int resourceClass, int type, byte* answer, int size)
    {
        byte* query = stackalloc byte[MostQuery];
        int length = res_mkquery(0, name, resourceClass, type, null, 0, null, query, MostQuery);
        if (length < 0)
        {
            return FailHost(NoRecovery);
        }

        int received = res_send(query, length, answer, size);
        if (received < DnsMessage.HeaderSize)
        {
            return FailHost(TryAgain);
        }

        int code = DnsMessage.ResponseCode(answer);
        return code == 0 && DnsMessage.Get16(answer + 6) > 0 ? received : FailHost(code == 3 ? HostNotFound : code == 0 ? NoData : NoRecovery);
    }

    /// <summary>A name within a domain, which may be null.</summary>
    [RuntimeExport("res_querydomain")]
    public static int res_querydomain(byte* name, byte* domain, int resourceClass, int type, byte* answer, int size)
    {
        byte* whole = stackalloc byte[1024];
        return JoinDomain(name, domain, whole, 1024) ? res_query(whole, resourceClass, type, answer, size) : FailHost(NoRecovery);
    }

    /// <summary>As it is if it has enough dots (and never otherwise if it ends with one), then in each domain of the search list, then as it is.</summary>
    [RuntimeExport("res_search")]
    public static int res_search(byte* name, int resourceClass, int type, byte* answer, int size)
    {
        ResolverSettings settings;
        ResolverSettings.Load(&settings);
        NameSearch search = new(name, &settings);
        byte* whole = stackalloc byte[NameSearch.Size];
        int failure = NoRecovery;
        while (search.Next(whole))
        {
            int length = res_query(whole, resourceClass, type, answer, size);
            if (length >= 0)
            {
                return length;
            }

            // What the name itself is said to be counts more than what its namesakes are.
            int error = *__h_errno_location();
            failure = failure == NoData || (failure == TryAgain && error == HostNotFound) ? failure : error;
            if (error is NoRecovery)
            {
                break;
            }
        }

        return FailHost(failure);
    }

    /// <summary>Writes a name, by a pointer to where it or its end was written before if <paramref name="known"/> lists it; the bytes, or -1.</summary>
    [RuntimeExport("dn_comp")]
    public static int dn_comp(byte* name, byte* target, int size, byte** known, byte** knownEnd)
    {
        byte* encoded = stackalloc byte[DnsMessage.MostName];
        int length = DnsMessage.EncodeName(name, encoded);
        if (length < 0)
        {
            return -1;
        }

        byte* message = known == null ? null : *known;
        for (int start = 0; message != null && encoded[start] != 0; start += encoded[start] + 1)
        {
            int offset = FindSuffix(message, known + 1, encoded + start);
            if (offset < 0)
            {
                continue;
            }

            if (start + 2 > size)
            {
                return -1;
            }

            memcpy(target, encoded, (nuint)start);
            DnsMessage.Put16(target + start, 0xC000 | offset);
            RememberName(target, start > 0, message, known, knownEnd);
            return start + 2;
        }

        if (length > size)
        {
            return -1;
        }

        memcpy(target, encoded, (nuint)length);
        RememberName(target, length > 1 && message != null, message, known, knownEnd);
        return length;
    }

    /// <summary>The bytes that the name takes, or -1 with EMSGSIZE.</summary>
    [RuntimeExport("dn_expand")]
    public static int dn_expand(byte* message, byte* end, byte* source, byte* target, int size)
    {
        int taken = DnsMessage.ExpandName(message, end, source, target, size);
        return taken < 0 ? Error.Set(Errno.EMSGSIZE) : taken;
    }

    [RuntimeExport("dn_skipname")]
    public static int dn_skipname(byte* source, byte* end) => DnsMessage.SkipName(source, end);

    internal static bool JoinDomain(byte* name, byte* domain, byte* target, nuint size)
    {
        nuint length = strlen(name);
        if (domain == null || *domain == 0)
        {
            return strlcpy(target, name, size) < size;
        }

        nuint whole = length + strlen(domain) + 1;
        if (whole >= size)
        {
            return false;
        }

        byte* end = stpcpy(target, name);
        *end++ = (byte)'.';
        _ = strcpy(end, domain);
        return true;
    }

    /// <summary>Where in the message one of the known names has this very end; -1 if none has.</summary>
    private static int FindSuffix(byte* message, byte** known, byte* suffix)
    {
        for (; *known != null; known++)
        {
            byte* at = *known;
            while (*at != 0)
            {
                if ((*at & 0xC0) != 0)
                {
                    at = message + (DnsMessage.Get16(at) & 0x3FFF);
                    continue;
                }

                if (at - message < 0x4000 && SameName(message, at, suffix))
                {
                    return (int)(at - message);
                }

                at += *at + 1;
            }
        }

        return -1;
    }

    private static bool SameName(byte* message, byte* known, byte* name)
    {
        while (true)
        {
            while ((*known & 0xC0) != 0)
            {
                known = message + (DnsMessage.Get16(known) & 0x3FFF);
            }

            if (*known != *name || strncasecmp(known + 1, name + 1, *name) != 0)
            {
                return false;
            }

            if (*name == 0)
            {
                return true;
            }

            known += *known + 1;
            name += *name + 1;
        }
    }

    private static void RememberName(byte* name, bool isNew, byte* message, byte** known, byte** knownEnd)
    {
        if (!isNew || message == null || knownEnd == null)
        {
            return;
        }

        while (*known != null)
        {
            known++;
        }

        if (known < knownEnd - 1)
        {
            *known++ = name;
            *known = null;
        }
    }

    private static int FailHost(int error)
    {
        *__h_errno_location() = error;
        return -1;
    }
}
