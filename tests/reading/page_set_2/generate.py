# -*- coding: utf-8 -*-
"""python3 generate.py OUTDIR  -> OUTDIR/pages/*  OUTDIR/expected/*.json  OUTDIR/layouts.md
Standard library only, deterministic. All words invented; layouts after real government sites."""
import base64, html, json, os, quopri, re, sys
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'page_set'))
from reports import *
from writing import *

MENU = ['首页导航', '领导之窗', '走进沧湖', '政民互动', '办事服务大厅', '关怀版入口', '政务邮箱登录', '站群导航', 'English Version', '小桐智能客服', '权责清单库', '惠企直达窗', '统计公报栏', '网上调查台', '热点聚焦区']
FOOTW = ['收藏此文', '返回列表页', '承办：数据中心', '网站标识码', '公网安备', '适老化认证', '纠错入口']


def menu(kind='ul'):
    return menu_of(MENU, kind)


def foot():
    return ('<div class="footer"><span>收藏此文</span> <a href="javascript:history.back()">返回列表页</a><p>承办：数据中心 网站标识码：9903310058 公网安备99030102000417号 '
            '<a href="#">适老化认证</a> <a href="#">纠错入口</a></p></div>')


ZW = '\u200b'
KANG = {'一': '\u2f00', '二': '\u2f06', '工': '\u2f2f', '用': '\u2f64', '人': '\u2f08', '大': '\u2f24', '行': '\u2f8f', '自': '\u2f83', '止': '\u2f4c', '文': '\u2f42', '方': '\u2f45', '立': '\u2f74', '至': '\u2f84', '非': '\u2fae'}
kang = lambda s: ''.join(KANG.get(c, c) for c in s)


def thou(t, k):
    return '{:,}'.format(int(t)) if k == 'val' and t.isdigit() else esc(t)


def build():
    Rp = REPORTS
    # 01 WeChat article
    r = Rp['dahekou']; bl = blocks(r, six='a')
    sec = '<section style="margin:0 8px"><section><p style="text-indent:2em"><span leaf="">%s</span></p></section></section>'
    hd = '<section style="text-align:center"><section style="background:#c00;display:inline-block"><strong><span leaf="">%s</span></strong></section></section>'
    body = ('<div id="js_article" class="rich_media"><div class="rich_media_inner"><h1 class="rich_media_title" id="activity-name">%s</h1>'
            '<div id="meta_content"><span class="rich_media_meta">桐岭大河口</span><em id="publish_time">2025-01-17 10:02</em><em id="js_ip_wording">某省</em></div>'
            '<div class="rich_media_content js_underline_content" id="js_content" style="visibility: hidden; opacity: 0; ">%s</div>'
            '<div class="rich_media_tool"><a>阅读原文</a> 阅读 417 赞 12 在看 5</div><div id="js_related">喜欢此内容的人还看了</div><div class="wx_profile">微信扫一扫关注该公众号</div></div></div>'
            % (title_of(r), '\n'.join(paras(bl, r, p=sec, h1=hd, h2='<section><p><strong>%s</strong></p></section>', t=lambda n: '<section style="overflow-x:auto"><section>' + table(tabs(r, n), lambda t, k: '<section><span leaf="">%s</span></section>' % esc(t)) + '</section></section>'))))
    emit('01-wechat-article.html', page(title_of(r), body, head='<meta property="og:title" content="%s"/><meta property="og:site_name" content="微信公众平台"/>' % title_of(r)), r, bl,
         ['阅读原文', '喜欢此内容的人还看了', '微信扫一扫关注该公众号'], 'saved WeChat article: body has visibility:hidden and opacity 0 (script shows it), section/span nests, cells in section', 'public account that publishes the report')
    # 02 a tab for each section, only the first shown
    r = Rp['chengguan']; bl = blocks(r)
    panes, cur = [], []
    for b in bl:
        if b[0] == 'h1' and b[1] > 1:
            panes.append(cur); cur = []
        cur.append(b)
    panes.append(cur)
    bar = '<ul class="tabbar">' + ''.join('<li><a href="javascript:;">%s</a></li>' % H[i][2:] for i in range(1, 7)) + '</ul>'
    body = bar + ''.join('<div class="pane" style="display:%s">%s</div>' % ('block' if i == 0 else 'none', '\n'.join(paras(p, r))) for i, p in enumerate(panes))
    emit('02-hidden-section-panes.html', page(title_of(r), menu() + '<h1>%s</h1><div class="swiper">上一节 下一节</div>' % title_of(r) + body + foot()), r, bl, ['站群导航', '上一节', '返回列表页'],
         'each section in its own pane, panes 2-6 are display:none and BELONG to the report; a bar with the six bare names first', 'interactive year-report module')
    # 03 whole report is one table (worst 1)
    r = Rp['gaoqiaopu']; bl = blocks(r, pre='under')
    W = 10
    rows = ['<tr><td colspan="10" align="center"><b>%s</b></td></tr>' % title_of(r)]
    for b in bl:
        if b[0] == 'h1':
            rows.append('<tr><td colspan="10"><p><b>%s</b></p></td></tr>' % esc(b[2]))
        elif b[0] == 't':
            raw = tabs(r, b[1])
            w = sum(c[1] for c in raw[0])
            if b[1] == 2:            # 5 columns spread over 10
                raw = [[(t, c * 2, rs, k) for t, c, rs, k in row] for row in raw]
            x = table(raw, lambda t, k: c_broken_p(t, k))
            rows += re.findall(r'<tr>.*?</tr>', x, re.S)
        elif b[0] == 'sign':
            rows.append('<tr><td colspan="10" align="right">%s</td></tr>' % esc(b[2]))
        else:
            rows.append('<tr><td colspan="10"><p>　　%s</p></td></tr>' % soup(b[2], 7))
    body = '<table border="1" width="900" align="center">' + '\n'.join(rows) + '</table>'
    emit('03-one-form-table-gbk.html', page('梓溪县高桥铺街道办事处', menu('table') + body + foot(), 'gb2312'), r, bl, ['政民互动', '纠错入口'],
         'WORST 1: the whole report is ONE table: title, headings, paragraphs are full-width rows, the rows of tables 2, 3, 4 stand between them in the same table; span soup; broken labels in p; preface under 一; trial; GBK', 'Word form pasted whole', enc='gbk')
    # 04 a character outside GBK
    r = Rp['geitian']; bl = blocks(r, six='b')
    s = page(title_of(r), menu() + '<h1>%s</h1><div class="zwnr">%s</div>' % (title_of(r), '\n'.join(paras(bl, r, p=IND, h2='<p><b>%s</b></p>'))) + foot(), 'gb2312')
    emit('04-gb18030-rare-char.html', s.encode('gb18030'), r, bl, ['惠企直达窗', '收藏此文'], 'declared gb2312, bytes are GB18030: the unit name has 洺 (not in GB2312) and 㙘 (four bytes, not in GBK)', 'town with a rare place character')
    # 05 UTF-16 html
    r = Rp['jiuquwan']; bl = blocks(r, pre='joined', six='a')
    def t05(n):
        return '\n'.join(table(x, c_p) for x in t2_rows(r)) if n == 2 else table(tabs(r, n), c_p)
    parts = paras(bl, r, p='　　%s<br>', h1='<b>　　%s</b><br>', h2='　　%s<br>', sign='%s<br>', joined='　　%s　　%s<br>', t=t05)
    s = '<html><head><meta http-equiv=Content-Type content="text/html; charset=unicode"><title>%s</title></head><body>%s<div>%s</div>%s</body></html>' % (title_of(r, 'yearly'), menu(), title_of(r, 'yearly') + '<br>' + '\r\n'.join(parts), foot())
    emit('05-utf16-br-joined.html', b'\xff\xfe' + s.encode('utf-16-le'), r, bl, ['权责清单库', '返回列表页'], 'UTF-16LE with BOM, charset=unicode; <br> paragraphs, preface joined with 一, table 2 in four tables, cell p', 'three switches: joined + br + split; IE "save as Unicode"')
    # 06 mht, report in a frame
    r = Rp['gongan']; bl = blocks(r)
    outer = page('潞平县公安局警务公开平台', '<div class="top">潞平县公安局警务公开平台</div><iframe id="mainFrame" src="cid:frame-7A@mhtml.blink" width="100%"></iframe><div class="btm">警务微信矩阵 技术支持热线</div>')
    inner = page('', '<h3>%s</h3><div class="cnt">%s</div>' % (title_of(r, 'front'), '\n'.join(paras(bl, r, p='<div class="p">%s</div>', t=lambda n: table(tabs(r, n), th=True)))))
    emit('06-report-in-iframe.mht', mht([('text/html', 'quoted-printable', 'https://www.example.gov.invalid/jw/nb.html', outer.encode()), ('text/html', 'quoted-printable', 'cid:frame-7A@mhtml.blink', inner.encode()),
         ('text/css', 'quoted-printable', 'cid:css-9@mhtml.blink', '.p::before{content:"段首装饰字"}'.encode())], '潞平县公安局警务公开平台', '----MultipartBoundary--Zk3----'), r, bl, ['段首装饰字', '警务微信矩阵', '技术支持热线'],
         'first html part is only a frame; the report is the second html part (cid:frame)', 'mht of a page with an iframe')
    # 07 mht, 3 switches: no preface, run-in headings, slash zeros
    r = Rp['ziran']; bl = blocks(r, pre='none', runin=True)
    h = page(title_of(r), menu() + '<div class="hd2">%s</div><div class="hd2">%d年政府信息公开工作年度报告</div><div class="art">%s</div>' % (r['unit'], r['year'], '\n'.join(paras(bl, r, fmt=lambda s: soup(s, 4), t=lambda n: table(tabs(r, n), c_slash)))) + foot())
    emit('07-nopreface-runin-slash.mht', mht([('text/html; charset="utf-8"', 'base64', 'https://www.example.gov.invalid/zr/1.html', h.encode())], title_of(r), '----=_Part_41_88'), r, bl, ['网上调查台', '适老化认证'],
         'no preface, run-in headings, title in two lines, span soup, zeros as /; base64 utf-8 mht', 'three switches', tables=tables_expected(r, slash=True))
    # 08 markdown
    r = Rp['qingshiqiao']; bl = blocks(r, six='c')
    L = ['# ' + title_of(r), '', '来源：[沧湖市青石桥区人民政府](http://www.example.gov.invalid/) 发布日期：2026-01-20', '']
    for b in bl:
        if b[0] == 't':
            raw = tabs(r, b[1]); w = max(sum(c[1] for c in row) for row in raw)
            for i, row in enumerate(raw):
                L.append('| ' + ' | '.join(c[0] for c in row) + ' |')
                if i == 0:
                    L.append('|' + ' --- |' * w)
            L.append('')
        elif b[0] == 'h1':
            L += ['## ' + b[2], '']
        elif b[0] == 'h2':
            L += ['**' + b[2] + '**', '']
        else:
            L += [b[2].replace('*', '\\*'), '']
    emit('08-markdown.txt', '\n'.join(L), r, bl, ['发布日期：2026-01-20'], 'Markdown made by a browser add-in: ## headings, **bold**, pipe rows, a row of --- after the first row; parts listed with ordinals; distinct figures', 'page to Markdown')
    # 09 pdf layout text (worst 2)
    r = Rp['chengguan']; bl = blocks(r, six='b')
    L = ['', '              %s' % r['unit'], '          %d年政府信息公开工作年度报告' % r['year'], '']
    pg = [1]
    def brk():
        L.extend(['', '                              — %d —' % pg[0], '\f']); pg[0] += 1
    def wrow(lab, vals, ind=4, w=14):
        ls = wrap_text(lab, w)
        m = (len(ls) - 1) // 2
        for i, x in enumerate(ls):
            L.append(' ' * ind + x + ('   ' + '    '.join(vals) if i == m else ''))
    for b in bl:
        if b[0] == 't' and b[1] == 3:
            brk()
            L.append('  （本列数据的勾稽关系为：              申请人情况')
            L.append('  第一项加第二项之和，等    自然        法人或其他组织        总计')
            L.append('  于第三项加第四项之和）     人   商业企业  科研机构  社会公益组织  法律服务机构  其他')
            grp = {}
            for p, v in r['t3'].items():
                if len(p) == 3:
                    grp.setdefault(p[1], []).append(p)
            n3 = 0
            for p, v in r['t3'].items():
                vals = [str(x) for x in v]
                if len(p) == 3:
                    g = grp[p[1]]; i = g.index(p)
                    if i == len(g) // 2:
                        L.append('   ' + p[1])
                if p[0] == R3 and n3 < len(R3):
                    ch = R3[n3:n3 + 2]; n3 += 2
                    L.append(' ' + ch)
                if p[-1] == '6.属于四类过程性信息':
                    brk()
                wrow(p[-1], vals)
        elif b[0] == 't':
            for row in tabs(r, b[1]):
                L.append('   ' + '      '.join(c[0] for c in row))
            L.append('')
        elif b[0] in ('h1', 'h2'):
            L.append('    ' + b[2])
        elif b[0] == 'sign':
            L.append(' ' * 30 + b[2])
        else:
            for i, x in enumerate(wrap_text('　　' + b[2], 28)):
                L.append(x)
                if b[1] == 1 and i == 0 and '体检' in b[2]:
                    brk()
    brk()
    emit('09-pdf-layout-pagenumbers.txt', '\n'.join(L) + '\n', r, bl, ['— 2 —', '— 3 —'], 'WORST 2: pdftotext -layout: lines of 28 characters, page numbers and form feeds inside a paragraph and inside table 3, group labels on lines of their own in the middle of their group, 三、本年度办理结果 two characters a line, long labels wrapped with the figures on their middle line', 'layout 45')
    # 10 quoted mail, GBK
    r = Rp['talatu']; bl = blocks(r)
    L = ['各位领导：转上塔拉图镇报来的年报，请审。', '', '-------- 转发邮件信息 --------', '发件人：旗政务公开办值班邮箱', '主题：年报终稿', '', '> ' + title_of(r), '>']
    for b in bl:
        if b[0] == 't':
            L += ['> ' + '\t'.join(c[0] for c in row) for row in tabs(r, b[1])] + ['>']
        else:
            L += ['> ' + x for x in wrap_text(b[2], 36)] + ['>']
    emit('10-quoted-mail-gbk.txt', '\r\n'.join(L) + '\r\n', r, bl, ['请审', '值班邮箱', '转发邮件信息'], 'forwarded mail: every line starts with "> ", wrapped at 36, table rows with tabs; words of the mail before it; GBK, CRLF', 'mail text', enc='gbk')
    # 11 第一部分 …
    r = Rp['gongan']; bl = blocks(r, six='a')
    bl = [(b[0], b[1], '第%s部分　%s' % (CN[b[1] - 1], b[2][2:])) if b[0] == 'h1' else b for b in bl]
    ar = iter(range(1, 99))
    bl = [(b[0], b[1], '（%d）%s' % (next(ar), b[2][3:])) if b[0] == 'h2' and b[1] == 1 else b for b in bl]
    emit('11-di-yi-bufen.html', page(title_of(r), menu() + '<h1>%s</h1><div class="TRS_Editor">%s</div>' % (title_of(r), '\n'.join(paras(bl, r, p=IND))) + foot()), r, bl, ['热点聚焦区'],
         'headings 第一部分　总体情况 … 第六部分; sub-headings （1）…（5）', 'county police and some city bureaus')
    # 12 thousands, notes, unit lines
    r = Rp['jtt']; bl = blocks(r, lead='下表数据由本厅政务公开系统导出。', six='b')
    def t12(n):
        return '<p align="right">单位：件</p>' * (n == 3) + table(tabs(r, n), thou) + '<p class="note">注：以上数字含厅属执法总队。</p>' * (n == 2)
    emit('12-thousands-notes.html', page(title_of(r), menu() + '<h1>%s</h1><div class="txt2">%s</div>' % (title_of(r), '\n'.join(paras(bl, r, t=t12))) + foot()), r, bl, ['English Version', '纠错入口'],
         'integers with thousands commas (1,286,430); 单位：件 above and 注 below tables; expectation without commas', 'provincial department')
    # 13 spaced headings, zero-width, Chinese year
    r = Rp['geitian']; bl = blocks(r, pre='before')
    yr = '二〇二三年'
    def sp(s):
        return s[:2] + '\u3000'.join(s[2:]) if s[1] == '、' else s
    zw = lambda s: ''.join(c + (ZW if i % 6 == 5 else '') for i, c in enumerate(esc(s)))
    tt = '%s%s政府信息公开工作年度报告' % (r['unit'], yr)
    bl2 = [(b[0], b[1], sp(b[2])) if b[0] == 'h1' and b[1] in (1, 5) else b for b in bl]
    body = '<h1>%s</h1><div class="z">%s</div>' % (tt, '\n'.join(paras(bl2, r, fmt=zw, h2='<p>%s&#8203;</p>', t=lambda n: table(tabs(r, n), lambda t, k: ZW + esc(t) + '&nbsp;' + '\ufeff'))))
    emit('13-zerowidth-chinese-year.html', page(tt, menu() + body + foot()), r, bl, ['小桐智能客服'], 'zero-width spaces inside words, figures cells and headings (U+200B, U+FEFF); 一、总　体　情　况 spaced; year in the title 二〇二三年; no charset trouble but a rare character in the unit', 'text pasted from a chat program')
    # 14 mso-list
    r = Rp['caizheng']; bl = blocks(r)
    def ml(s):
        m = re.match(r'([一二三四五六]、|（[一二三四五]）)(.*)', s)
        return ('<![if !supportLists]><span lang=EN-US><span style=\'mso-list:Ignore\'>%s<span style=\'font:7.0pt "Times New Roman"\'>&nbsp;&nbsp; </span></span></span><![endif]>%s' % (m.group(1), m.group(2))) if m else esc(s)
    body = '<div class=Section1 style=\'layout-grid:15.6pt\'><p class=MsoTitle align=center>%s</p>%s</div>' % (title_of(r), '\n'.join(
        paras([(b[0], b[1], b[2]) for b in bl], r, fmt=lambda s: ml(s) if len(s) < 40 else esc(s), p='<p class=MsoNormal style=\'mso-char-indent-count:2.0\'>%s<o:p></o:p></p>', h1='<p class=MsoListParagraph style=\'mso-list:l0 level1 lfo1\'><b>%s</b></p>', t=lambda n: table(tabs(r, n), c_soup, ' class=MsoNormalTable border=1'))))
    emit('14-mso-list-gbk.html', page('财政', body + '<p><span style=\'display:none;mso-hide:all\'>批注残留勿发</span></p>', 'gb2312', '<xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml>', '', '\r\n'), r, bl, ['批注残留勿发', 'supportLists'],
         'Word list numbers in mso-list:Ignore spans behind <![if !supportLists]>; hidden leftover text at the end; cells as span soup; trial; GBK', 'Word page', enc='gbk')
    # 15 details, thead/tfoot, caption, read-aloud buttons
    r = Rp['qingshiqiao']; bl = blocks(r, names=['主动公开情况', '依申请公开情况', '政府信息管理情况', '政府信息公开平台建设情况', '监督保障情况'])
    def t15(n):
        s = table(tabs(r, n), th=True)
        k = {2: 1, 3: 3, 4: 3}[n]
        trs = re.findall(r'<tr>.*?</tr>', s, re.S)
        return '<figure><table class="tb"><caption>表%d</caption><thead>%s</thead><tbody>%s</tbody><tfoot></tfoot></table><figcaption>左右滑动查看</figcaption></figure>' % (n - 1, ''.join(trs[:k]), ''.join(trs[k:]))
    out, op = [], False
    for x, b in zip(paras(bl, r, h1='%s', p='<p>%s<button class="tts">朗读本段</button></p>', t=t15), bl):
        if b[0] == 'h1':
            out.append(('</details>' if op else '') + '<details><summary>%s</summary>' % x); op = True
        else:
            out.append(x)
    emit('15-details-thead-buttons.html', page(title_of(r), menu() + '<main><h1>%s</h1>%s</details></main>' % (title_of(r), '\n'.join(out)) + '<aside>字号加大 配色切换</aside>' + foot()), r, bl, ['朗读本段', '左右滑动查看', '配色切换'],
         'closed <details>, heading in <summary>; thead, caption 表1, figure; a button in every paragraph', 'age-friendly portal')
    # 16 PDF copy: radicals, single blanks
    r = Rp['dahekou']; bl = blocks(r)
    L = [title_of(r), '']
    for b in bl:
        if b[0] == 't':
            for row in tabs(r, b[1]):
                L.append(' '.join(c[0] if c[3] == 'val' else kang(c[0]) for c in row))
        elif b[0] in ('h1', 'h2'):
            L.append(kang(b[2]))
        else:
            L.append(b[2])
    emit('16-pdf-copy-radicals.txt', '\n'.join(L) + '\n', r, bl, [], 'copied from a PDF viewer: Kangxi radicals (⼀⼆⾏⾃⼈⼤⽤⽌⽂⽅⾄) in headings and labels, cells divided by ONE blank; no blank lines; text itself normal', 'Acrobat/Edge copy')
    # 17 three switches: under + nested layout + blank zeros, GBK trial
    r = Rp['caizheng']; bl = blocks(r, pre='under', six='b')
    body = menu('table') + '<table width="100%%"><tr><td width="180">栏目树：预算<br>决算<br>采购</td><td><table><tr><td align="center"><font size="5">%s</font></td></tr><tr><td>%s</td></tr></table></td></tr></table>' % (
        title_of(r, 'about'), '\n'.join(paras(bl, r, t=lambda n: table(tabs(r, n), c_blankzero))))
    emit('17-under-nested-blank-gbk.html', page(title_of(r, 'about'), body + foot(), 'gbk'), r, bl, ['栏目树', '领导之窗'], 'preface (six parts) under 一, article in a layout table, zeros blank, title …关于2020年度…的报告; trial; GBK', 'three switches', enc='gbk', tables=tables_expected(r, blankzero=True))
    # 18 three switches: br + td>p + metadata, all zero, title of the other form
    r = Rp['qixiang']; bl = blocks(r, six='c', oneis=True)
    body = metatable(r, pub='沧湖市气象局办公室') + '<center><b>%s</b></center>' % title_of(r, 'gov') + '<div id="zoom">%s</div>' % '\n'.join(
        paras(bl, r, p='&emsp;&emsp;%s<br/><br/>', h1='<strong>&emsp;&emsp;%s</strong><br/>', h2='&emsp;&emsp;%s<br/>', sign='<span style="float:right">%s</span><br/>', t=lambda n: table(tabs(r, n, **({'flat_head': True} if n == 3 else {})), c_broken_p)))
    emit('18-br-meta-flat-oneis.html', page(title_of(r, 'gov'), crumb('首页', '年报') + body + foot()), r, bl, ['主题分类', '是否有效', '收藏此文'], 'br paragraphs, 一是…五是… in one block, parts listed with ordinals, flat header with broken labels, metadata table with another organ name; all zero', 'three switches')
    # refused
    emit('90-pdf-viewer.mht', mht([('text/html', 'quoted-printable', 'https://www.example.gov.invalid/pdf/web/viewer.html', page('洺川市㙘田镇人民政府2023年政府信息公开工作年度报告.pdf', '<div id="toolbar">第 <input value="1"> 页，共 6 页 放大 缩小 下载</div><embed type="application/pdf" src="cid:pdf1"><div id="outline"><a>一、总体情况</a><a>二、主动公开政府信息情况</a></div>').encode())], 'viewer', '----MultipartBoundary--v1----'),
         refused=True, reason='only a PDF viewer', notes='title of a report and two bookmarks, the PDF itself is not in the file', imitates='saved page of a PDF viewer')
    u = '梓溪县人民政府办公室'
    emit('91-drafting-notice.html', page('关于做好2024年政府信息公开工作年度报告编制工作的通知', menu() + '<h1>%s关于做好2024年政府信息公开工作年度报告编制和发布工作的通知</h1><div class="c"><p>各乡镇人民政府、街道办事处，县政府各部门：</p><p>为做好2024年政府信息公开工作年度报告编制工作，现通知如下：</p>'
         '<p>一、编制主体</p><p>各乡镇、街道和县政府部门均应单独编制，派出所、税务分局不单独编制。</p><p>二、内容要求</p><p>严格按照国办公开办函〔2021〕30号规定的格式，分总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分撰写，三张表格不得增删行列。</p>'
         '<p>三、时间安排</p><p>1月10日前报送初稿，1月24日前在县政府网站发布。</p><p>四、工作要求</p><p>数字以系统导出为准，严禁照抄上年文字。</p><p>五、联系方式</p><p>县政务公开办，电话0739-4400019。</p><p>六、附件</p><p>年度报告格式（另发）。</p><p align="right">%s</p><p align="right">2024年12月19日</p></div>' % (u, u) + foot()),
         refused=True, reason='a notice on drafting reports, not a report', notes='names the year and the six parts, has six numbered headings of its own, no table', imitates='通知 of a county office')


if __name__ == '__main__':
    write(build, sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
