// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>From names to addresses: numbers, /etc/hosts, then the domain name system, where both families are asked for at the same time.</summary>
internal static unsafe class NameLookup
{
    private const int AnswerSize = 4096;

    /// <summary>Adds the name's addresses of a family, 0 for both; 0 or an error.</summary>
    internal static int Find(byte* name, int family, bool isNumeric, HostAddresses* result)
    {
        HostAddress address;
        if (C.ParseAddress(name, &address))
        {
            if (family != 0 && address.Family != family)
            {
                return NetworkError.AddressFamily;
            }

            result->Add(address.Family, address.Bytes, address.Scope);
            return 0;
        }

        nuint length = C.strlen(name);
        if (isNumeric || length is 0 or > DnsMessage.MostName)
        {
            return NetworkError.NoName;
        }

        int found = HostsFile.Find(name, family, result);
        if (found != NetworkError.NoName)
        {
            return found;
        }

        return IsLocal(name, length) ? AddLocal(name, family, result) : Search(name, family, result);
    }

    /// <summary>RFC 6761 §6.3: localhost and what is below it never leave this host.</summary>
    private static bool IsLocal(byte* name, nuint length)
    {
        const nuint Local = 9;
        length -= name[length - 1] == '.' ? 1u : 0u;
        return length >= Local && C.strncasecmp(name + length - Local, C.Literal("localhost"u8), Local) == 0
            && (length == Local || name[length - Local - 1] == '.');
    }

    private static int AddLocal(byte* name, int family, HostAddresses* result)
    {
        byte* bytes = stackalloc byte[16];
        C.memset(bytes, 0, 16);
        bytes[15] = 1;
        if (family != HostAddress.IPv4)
        {
            result->Add(HostAddress.IPv6, bytes, 0);
        }

        *(uint*)bytes = C.htonl(0x7F000001);
        if (family != HostAddress.IPv6)
        {
            result->Add(HostAddress.IPv4, bytes, 0);
        }

        result->SetCanonical(name);
        return 0;
    }

    private static int Search(byte* name, int family, HostAddresses* result)
    {
        ResolverSettings settings;
        ResolverSettings.Load(&settings);
        NameSearch search = new(name, &settings);
        byte* whole = stackalloc byte[NameSearch.Size];
        int error = 0;
        while (search.Next(whole))
        {
            int status = Query(&settings, whole, family, result);
            if (status is 0 or NetworkError.Again or NetworkError.Memory)
            {
                return status;
            }

            // What a name itself is said to be counts more than what its namesakes are.
            error = error == 0 || (!search.BeginsWithName && status == NetworkError.NoData) ? status : error;
        }

        return error == 0 ? NetworkError.NoName : error;
    }

    private static int Query(ResolverSettings* settings, byte* name, int family, HostAddresses* result)
    {
        const int QuerySize = DnsMessage.HeaderSize + DnsMessage.MostName + 4;
        byte* queries = stackalloc byte[QuerySize * DnsExchange.MostQuestions];
        byte* answers = (byte*)C.malloc(AnswerSize * DnsExchange.MostQuestions);
        if (answers == null)
        {
            return NetworkError.Memory;
        }

        DnsExchange.Question* questions = stackalloc DnsExchange.Question[DnsExchange.MostQuestions];
        int count = 0;
        for (int i = 0; i < DnsExchange.MostQuestions; i++)
        {
            int asked = i == 0 ? HostAddress.IPv4 : HostAddress.IPv6;
            if (family != 0 && family != asked)
            {
                continue;
            }

            byte* query = queries + (QuerySize * count);
            int length = DnsMessage.MakeQuery(name, i == 0 ? DnsMessage.TypeA : DnsMessage.TypeAaaa, DnsMessage.ClassInternet, query, QuerySize);
            if (length < 0)
            {
                C.free(answers);
                return NetworkError.NoName;
            }

            questions[count] = new() { Query = query, QueryLength = length, Answer = answers + (AnswerSize * count), Size = AnswerSize };
            count++;
        }

        int status = DnsExchange.Ask(settings, questions, count);
        status = status == 0 ? Collect(questions, count, name, result) : status;
        C.free(answers);
        return status;
    }

    private static int Collect(DnsExchange.Question* questions, int count, byte* name, HostAddresses* result)
    {
        bool exists = false;
        for (int i = 0; i < count; i++)
        {
            exists |= DnsMessage.ResponseCode(questions[i].Answer) == 0;
            AddRecords(questions[i].Answer, questions[i].AnswerLength, name, result);
        }

        return result->Count > 0 ? 0 : exists ? NetworkError.NoData : NetworkError.NoName;
    }

    /// <summary>Follows the chain of aliases through the answer; records of other names are not for us.</summary>
    private static void AddRecords(byte* answer, int length, byte* name, HostAddresses* result)
    {
        C.NameMessage message;
        if (C.ns_initparse(answer, length, &message) < 0)
        {
            return;
        }

        byte* current = stackalloc byte[NameSearch.Size];
        _ = C.strlcpy(current, name, NameSearch.Size);
        nuint size = C.strlen(current);
        if (size > 1 && current[size - 1] == '.')
        {
            current[size - 1] = 0;
        }

        C.NameRecord record;
        for (int i = 0; C.ns_parserr(&message, 1, i, &record) == 0; i++)
        {
            if (record.Class != DnsMessage.ClassInternet || C.strcasecmp(record.Name, current) != 0)
            {
                continue;
            }

            switch (record.Type)
            {
                case DnsMessage.TypeCName:
                    if (DnsMessage.ExpandName(answer, answer + length, record.Data, current, NameSearch.Size) < 0)
                    {
                        return;
                    }

                    break;
                case DnsMessage.TypeA when record.Length == 4:
                    result->Add(HostAddress.IPv4, record.Data, 0);
                    break;
                case DnsMessage.TypeAaaa when record.Length == 16:
                    result->Add(HostAddress.IPv6, record.Data, 0);
                    break;
                default:
                    break;
            }
        }

        result->SetCanonical(current);
    }

    /// <summary>The name of an address, by its PTR record (RFC 1035 §3.5, RFC 3596 §2.5); 0 or an error.</summary>
    internal static int FindName(HostAddress* address, byte* name, int size)
    {
        byte* reverse = stackalloc byte[80];
        WriteReverse(address, reverse);
        byte* answer = (byte*)C.malloc(AnswerSize);
        if (answer == null)
        {
            return NetworkError.Memory;
        }

        int length = C.res_query(reverse, DnsMessage.ClassInternet, DnsMessage.TypePtr, answer, AnswerSize);
        int status = length < 0 ? NetworkError.NoName : FirstPointer(answer, length, name, size);
        C.free(answer);
        return status;
    }

    private static int FirstPointer(byte* answer, int length, byte* name, int size)
    {
        C.NameMessage message;
        C.NameRecord record;
        if (C.ns_initparse(answer, length, &message) == 0)
        {
            for (int i = 0; C.ns_parserr(&message, 1, i, &record) == 0; i++)
            {
                if (record.Type == DnsMessage.TypePtr)
                {
                    return DnsMessage.ExpandName(answer, answer + length, record.Data, name, size) < 0 ? NetworkError.Overflow : 0;
                }
            }
        }

        return NetworkError.NoName;
    }

    private static void WriteReverse(HostAddress* address, byte* text)
    {
        if (address->Family == HostAddress.IPv4)
        {
            for (int i = 3; i >= 0; i--)
            {
                text = C.AppendDecimal(text, address->Bytes[i]);
                *text++ = (byte)'.';
            }

            _ = C.strcpy(text, C.Literal("in-addr.arpa"u8));
            return;
        }

        byte* digits = C.Literal("0123456789abcdef"u8);
        for (int i = 15; i >= 0; i--)
        {
            *text++ = digits[address->Bytes[i] & 15];
            *text++ = (byte)'.';
            *text++ = digits[address->Bytes[i] >> 4];
            *text++ = (byte)'.';
        }

        _ = C.strcpy(text, C.Literal("ip6.arpa"u8));
    }
}
