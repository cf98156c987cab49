# -*- coding: utf-8 -*-
"""Tables of the form with balanced figures, which the reports of both sets are made of; standard library only."""

H = {1: '一、总体情况', 2: '二、主动公开政府信息情况', 3: '三、收到和处理政府信息公开申请情况',
     4: '四、政府信息公开行政复议、行政诉讼情况', 5: '五、存在的主要问题及改进情况', 6: '六、其他需要报告的事项'}
COLS = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
NOTE = '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）'
OPEN, PART = '（一）予以公开', '（二）部分公开（区分处理的，只计这一情形，不计其他情形）'
DENY = ['1.属于国家秘密', '2.其他法律行政法规禁止公开', '3.危及“三安全一稳定”', '4.保护第三方合法权益',
        '5.属于三类内部事务信息', '6.属于四类过程性信息', '7.属于行政执法案卷', '8.属于行政查询事项']
UNABLE = ['1.本机关不掌握相关政府信息', '2.没有现成信息需要另行制作', '3.补正后申请内容仍不明确']
REJ = ['1.信访举报投诉类申请', '2.重复申请', '3.要求提供公开出版物', '4.无正当理由大量反复申请',
       '5.要求行政机关确认或重新出具已获取信息']
OTH = ['1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
       '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请', '3.其他']
R3 = '三、本年度办理结果'
NO_FEES = False      # the second set has no unpaid fee notices where the prose knows of none


class LCG:
    def __init__(self, seed):
        self.s = seed * 7919 + 17

    def n(self, k):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.s >> 33) % k


def t3_leaves(edition):
    ls = [('open', (R3, OPEN)), ('partial', (R3, PART))]
    ls += [('deny', (R3, '（三）不予公开', x)) for x in DENY]
    ls += [('unable', (R3, '（四）无法提供', x)) for x in UNABLE]
    ls += [('rej', (R3, '（五）不予处理', x)) for x in REJ]
    if edition == '2021':
        ls += [('oth', (R3, '（六）其他处理', x)) for x in OTH]
    else:
        ls += [('oth', (R3, '（六）其他处理'))]
    return ls


def make_t3(edition, scale, seed):
    """-> ordered dict path tuple -> list of 7 ints. Balanced in every column and row."""
    g = LCG(seed)
    leaves = t3_leaves(edition)
    vals = []
    if scale == 'distinct':                      # every leaf cell another number
        pool = list(range(1, len(leaves) * 6 + 60))
        for i in range(len(pool) - 1, 0, -1):
            j = g.n(i + 1)
            pool[i], pool[j] = pool[j], pool[i]
        it = iter(pool)
        vals = [[next(it) for _ in range(6)] for _ in leaves]
        cin = [next(it) for _ in range(6)]
        out = [next(it) for _ in range(6)]
    else:
        dens, top = {'zero': (0, 1), 'few': (9, 3), 'mid': (24, 9), 'big': (70, 1480)}[scale]
        for _ in leaves:
            vals.append([(1 + g.n(top)) if g.n(100) < dens else 0 for _ in range(6)])
        if scale == 'few':
            vals[0][0] += 3
            vals[1][0] += 1
            vals[10][0] += 2
        cin = [0] * 6 if scale == 'zero' else [g.n(3), 0, 0, 0, g.n(2), 0]
        out = [0] * 6 if scale == 'zero' else [g.n(4), g.n(2), 0, 0, 0, 0]
    if NO_FEES and (scale == 'distinct' or (edition == '2021' and seed != 112)):
        vals[-2] = [0] * 6
    tot = [sum(v[c] for v in vals) for c in range(6)]
    if scale != 'zero':
        for c in range(6):
            if tot[c] + out[c] < cin[c]:
                out[c] = cin[c] - tot[c]
    new = [tot[c] + out[c] - cin[c] for c in range(6)]
    res = {}
    put = lambda k, v: res.__setitem__(k, v + [sum(v)])
    put(('一、本年新收政府信息公开申请数量',), new)
    put(('二、上年结转政府信息公开申请数量',), cin)
    sums = dict.fromkeys(['open', 'partial', 'deny', 'unable', 'rej', 'oth'], 0)
    for (kind, path), v in zip(leaves, vals):
        put(path, v)
        sums[kind] += sum(v)
    put((R3, '（七）总计'), tot)
    put(('四、结转下年度继续办理',), out)
    f = dict(new=sum(new), cin=sum(cin), tot=sum(tot), out=sum(out), all=sum(new) + sum(cin), **sums)
    return res, f


def make_t4(a, b, c):
    blocks = [('行政复议', a), ('行政诉讼/未经复议直接起诉', b), ('行政诉讼/复议后起诉', c)]
    out = {}
    for name, v in blocks:
        for lab, x in zip(['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'], v + [sum(v)]):
            out[name + '|' + lab] = x
    return out


def make_t2(edition, v):
    if edition == '2021':
        gz, gf, xk, cf, qz, sf = v
        c1 = ['本年制发件数', '本年废止件数', '现行有效件数']
        d = {}
        for lab, x in (('规章', gz), ('行政规范性文件', gf)):
            for c, y in zip(c1, x):
                d['第二十条第（一）项/%s|%s' % (lab, c)] = y
        d['第二十条第（五）项/行政许可|本年处理决定数量'] = xk
        d['第二十条第（六）项/行政处罚|本年处理决定数量'] = cf
        d['第二十条第（六）项/行政强制|本年处理决定数量'] = qz
        d['第二十条第（八）项/行政事业性收费|本年收费金额（单位：万元）'] = sf
        return d
    gz, gf, xk, qt, cf, qz, sf, cg = v
    d = {}
    for lab, x in (('规章', gz), ('规范性文件', gf)):
        for c, y in zip(['本年新制作数量', '本年新公开数量', '对外公开总数量'], x):
            d['第二十条第（一）项/%s|%s' % (lab, c)] = y
    for it, lab, x in (('五', '行政许可', xk), ('五', '其他对外管理服务事项', qt), ('六', '行政处罚', cf), ('六', '行政强制', qz)):
        for c, y in zip(['上一年项目数量', '本年增/减', '处理决定数量'], x):
            d['第二十条第（%s）项/%s|%s' % (it, lab, c)] = y
    for c, y in zip(['上一年项目数量', '本年增/减'], sf):
        d['第二十条第（八）项/行政事业性收费|%s' % c] = y
    for c, y in zip(['采购项目数量', '采购总金额'], cg):
        d['第二十条第（九）项/政府集中采购|%s' % c] = y
    return d


REPORTS = {}


def R(key, unit, short, year, t2, scale, t4, aspects, problems, measures, other, contact, seed):
    ed = 'trial' if year <= 2020 else '2021'
    t3, f = make_t3(ed, scale, seed)
    t4d = make_t4(*t4)
    f['fy'] = sum(t4[0])
    f['ss'] = sum(t4[1]) + sum(t4[2])
    f['Y'] = year
    fm = lambda s: s.format(**f)
    REPORTS[key] = dict(key=key, unit=unit, short=short, year=year, edition=ed, t2=make_t2(ed, t2), t3=t3, t4=t4d,
                        aspects=[fm(a) for a in aspects], problems=[fm(a) for a in problems],
                        measures=[fm(a) for a in measures], other=fm(other), contact=contact, f=f)
