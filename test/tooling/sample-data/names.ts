import type { OfficeKey } from './offices.ts';

/** Names of one language. A name written `native|latin` says how it is spelled in a user name. */
export type NamePool = {
  readonly offices: readonly OfficeKey[];
  readonly given: readonly string[];
  readonly surnames: readonly string[];
  /** "surname given" instead of "given surname" in the display name. */
  readonly surnameFirst?: boolean;
};

const words = (text: string): readonly string[] => text.split(' ').map((word) => word.replaceAll('_', ' '));

export const namePools: readonly NamePool[] = [
  {
    offices: ['dallas', 'austin', 'london', 'seattle'],
    given: words(
      'Olivia Liam Emma Noah Ava Ethan Mia Lucas Sophie Henry Grace Jack Ruby Oscar Ella Leo Mary-Kate James Hazel Owen Alice Theo Jean-Luc Iris Caleb',
    ),
    surnames: words(
      "Smith Johnson Brown Taylor Walker Hughes Carter Reed Murphy O'Connor O'Neill McAllister Bennett Foster Hayes Lloyd-Jones Price Turner Ward Wright Fitzgerald Holt Barnes Smith-Reyes Dalton",
    ),
  },
  {
    offices: ['berlin'],
    given: words(
      'Jürgen Björn Käthe Lukas Hanna Jörg Sören Mia-Sophie Heike Günter Anneliese Karl-Heinz Ute Fritz Lena Matthias Silke Rüdiger',
    ),
    surnames: words(
      'Müller Schröder Weiß Groß Böhm Jäger Köhler Schäfer Vogel Lange Krüger Fuchs Hofmann von_Bülow Meyer-Landshut Kaiser Straßer Zöller',
    ),
  },
  {
    offices: ['lyon'],
    given: words(
      'Zoé Étienne Chloé François Hélène Loïc Maëlle Benoît Anaïs Jérôme Océane Gaël Agnès Cédric Noémie Théo',
    ),
    surnames: words(
      "Lefèvre Dubois Béranger Garçon Léger Fontaine D'Amico de_La_Tour Petit Rousseau Girard Marchand Prévost Guérin Lemaître Châtelain",
    ),
  },
  {
    offices: ['gdansk'],
    given: words(
      'Łukasz Małgorzata Krzysztof Agnieszka Paweł Żaneta Wojciech Jadwiga Stanisław Elżbieta Rafał Bożena Michał Zofia',
    ),
    surnames: words(
      'Wiśniewski Kowalczyk Dąbrowski Zieliński Szymański Woźniak Kozłowski Jabłoński Król Wróbel Głowacki Żak Łuczak Piątek',
    ),
  },
  {
    offices: ['lisbon', 'saopaulo'],
    given: words(
      'João Inês Gonçalo Conceição Sebastião Beatriz Tomé Lívia Antônio Júlia Mateus Thaís Otávio Débora',
    ),
    surnames: words(
      'Gonçalves Araújo Magalhães dos_Santos Brandão Simões Conceição Falcão Antunes Vieira da_Silva Peixoto Leitão Sá',
    ),
  },
  {
    offices: ['izmir'],
    given: words('Çağla Şule Özgür İbrahim Gülşen Ömer Ayşe Uğur Işıl Barış Zeynep Hakan Tuğba Emre'),
    surnames: words(
      'Yılmaz Şahin Öztürk Çelik Doğan Güneş Kılıç Aydın Erdoğan Koç Arslan Bulut Türkoğlu Işık',
    ),
  },
  {
    offices: ['brno'],
    given: words('Jiří Šárka Ondřej Věra Tomáš Růžena Zdeněk Kateřina Břetislav Eliška Matěj Hedvika'),
    surnames: words('Novák Dvořák Černý Procházka Němec Kučera Říha Šťastný Vaněk Žižka Beneš Hrubý'),
  },
  {
    offices: ['stockholm'],
    given: words('Åsa Björn Märta Göran Linnéa Håkan Maj-Britt Sören Elin Östen Freja Ragnar Kaisa Ólafur'),
    surnames: words(
      'Lindqvist Åkesson Sjöberg Nyström Ängström Bergström Hjälm Øystein Kjær Þórsson Holm Sandström Ek Strömbäck',
    ),
  },
  {
    offices: ['milan'],
    given: words('Niccolò Giulia Mosè Chiara Nicolò Beatrice Matteo Lucia Salvatore Ilaria Raffaele Noemi'),
    surnames: words(
      "De_Luca D'Angelo Rossi Ferrarò Esposito Ricci Marchetti Dell'Acqua Lo_Presti Fabbri Galli Viscontì",
    ),
  },
  {
    offices: ['utrecht'],
    given: words('Pieter Sanne Joost Femke Daniël Anouk Willem Maartje Renée Sjoerd Fleur Niels'),
    surnames: words(
      "van_der_Berg de_Vries 't_Hart van_den_Heuvel Bakker Visser ten_Brink IJsselstein Jansen op_de_Beeck Dijkstra de_Boer",
    ),
  },
  {
    offices: ['athens'],
    given: words(
      'Γιώργος|Giorgos Ελένη|Eleni Νίκος|Nikos Μαρία|Maria Δημήτρης|Dimitris Σοφία|Sofia Κώστας|Kostas Αικατερίνη|Aikaterini',
    ),
    surnames: words(
      'Παπαδόπουλος|Papadopoulos Νικολάου|Nikolaou Γεωργίου|Georgiou Οικονόμου|Oikonomou Βλάχος|Vlachos Καραγιάννης|Karagiannis',
    ),
  },
  {
    offices: ['berlin', 'brno'],
    given: words(
      'Александр|Alexander Наталья|Natalya Сергей|Sergey Ольга|Olga Дмитрий|Dmitry Юлия|Yulia Михаил|Mikhail Ксения|Kseniya Андрій|Andriy Оксана|Oksana',
    ),
    surnames: words(
      'Иваненко|Ivanenko Кузнец|Kuznets Шевченко|Shevchenko Соколюк|Sokolyuk Ткаченко|Tkachenko Морозюк|Morozyuk Щербина|Shcherbyna Гончар|Honchar',
    ),
  },
  {
    offices: ['shanghai'],
    surnameFirst: true,
    given: words(
      '伟|Wei 芳|Fang 秀英|Xiuying 敏|Min 静|Jing 丽|Li 强|Qiang 磊|Lei 洋|Yang 艳|Yan 勇|Yong 杰|Jie 娟|Juan 涛|Tao 明|Ming 超|Chao',
    ),
    surnames: words(
      '王|Wang 李|Li 张|Zhang 刘|Liu 陈|Chen 杨|Yang 黄|Huang 赵|Zhao 吴|Wu 周|Zhou 欧阳|Ouyang 司马|Sima',
    ),
  },
  {
    offices: ['tokyo'],
    surnameFirst: true,
    given: words(
      '大輔|Daisuke 健太|Kenta 陽子|Yoko 美咲|Misaki 直樹|Naoki 智子|Tomoko 翔太|Shota さくら|Sakura 一郎|Ichiro 葵|Aoi 誠|Makoto ユウ|Yu',
    ),
    surnames: words(
      '佐藤|Sato 鈴木|Suzuki 高橋|Takahashi 田中|Tanaka 渡辺|Watanabe 山本|Yamamoto 小林|Kobayashi 佐々木|Sasaki 斎藤|Saito 清水|Shimizu',
    ),
  },
  {
    offices: ['seoul'],
    surnameFirst: true,
    given: words(
      '민준|Minjun 서연|Seoyeon 지훈|Jihun 하은|Haeun 현우|Hyunwoo 수빈|Subin 예진|Yejin 도윤|Doyun',
    ),
    surnames: words('김|Kim 이|Lee 박|Park 최|Choi 정|Jung 강|Kang 조|Cho 윤|Yoon'),
  },
  {
    offices: ['dubai'],
    given: words(
      'محمد|Mohammed فاطمة|Fatima أحمد|Ahmed عائشة|Aisha يوسف|Yousef ليلى|Layla خالد|Khalid نور|Noor',
    ),
    surnames: words(
      'العتيبي|Al-Otaibi الهاشمي|Al-Hashimi بن_راشد|bin_Rashid السعيد|Al-Saeed حداد|Haddad منصور|Mansour',
    ),
  },
  {
    offices: ['hyderabad'],
    given: words(
      'अर्जुन|Arjun प्रिया|Priya राहुल|Rahul Ananya Vikram Deepika Siddharth Lakshmi Rohan Meera Aditya Kavitha',
    ),
    surnames: words(
      'शर्मा|Sharma Reddy Iyer Venkatanarasimharajuvaripeta Krishnamurthy Patel Rao Nair Subramaniam Gupta',
    ),
  },
  {
    offices: ['dallas', 'austin'],
    given: words(
      'José María-José Ángel Ximena Raúl Lucía Íñigo Begoña Andrés Itzel Núria Óscar Nguyễn Thảo Đức Ngọc_Ánh',
    ),
    surnames: words(
      'Muñoz García_López Peña Ibáñez Núñez de_la_Cruz Ordóñez Rodríguez Trần Phạm Hồ Đặng Vũ Ñáñez',
    ),
  },
];
